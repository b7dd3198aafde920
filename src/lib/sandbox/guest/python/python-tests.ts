// Many small programs with their tests in one started CPython: each finds memory, files, clock and randomness as the first one
// did. What is not put back makes the interpreter worn, and the rest is for another one.
import type { FailedTest, TestCase, TestFailure, TestOutcome } from '../../../core/program/test-batch.ts';
import type { TestLimits } from '../../../core/program/test-limits.ts';
import { PrintedOutput } from '../printed-output.ts';
import { RunEnded } from '../run-ended.ts';
import { ProgramExit, type EndingImports } from './ending-imports.ts';
import type { PythonCalls, PythonExports } from './emscripten.ts';
import { FileBudget } from './file-budget.ts';
import { FileImage } from './file-image.ts';
import { MemoryImage } from '../memory-image.ts';
import { protectStack } from './protect-stack.ts';
import { PythonJudge } from './python-judge.ts';
import { makeRunDevices } from './run-devices.ts';
import type { StartedPython } from './start-python.ts';
import setup from './test-setup.py';

const FOLDER = '/box';
const SEED = 0;
const BREAKING: ReadonlySet<TestFailure> = new Set(['forbidden', 'crashed']);
/** Memory that programs find free without adding any. */
const FREE_BYTES = 16 * 1024 * 1024;

export class PythonTests {
  readonly #started: StartedPython;
  readonly #ending: EndingImports;
  readonly #limits: TestLimits;
  readonly #judge: PythonJudge;
  readonly #budget: FileBudget;
  readonly #memory: MemoryImage;
  readonly #files: FileImage;
  readonly #restartDevices: () => void;
  readonly #stackPointer: number;
  #printed: PrintedOutput;
  #isBroken = false;

  /** Takes a started interpreter over. */
  constructor(started: StartedPython, ending: EndingImports, limits: TestLimits) {
    const { python, gate } = started;
    const exports = started.exports as PythonExports & PythonCalls;
    const { FS } = python._module;
    this.#started = started;
    this.#ending = ending;
    this.#limits = limits;
    this.#printed = new PrintedOutput(limits.printedBytes);
    const write = (to: 'out' | 'errors') => ({ write: (bytes: Uint8Array): number => this.#printed[to].write(bytes) });
    python.setStdout(write('out'));
    python.setStderr(write('errors'));
    python.setStdin({ error: true });
    this.#restartDevices = makeRunDevices(FS, started.clock, started.fill);
    FS.mkdirTree(`${FOLDER}/out`);
    FS.chdir(FOLDER);
    started.onWrite(() => this.#printed.throwIfSpent());
    if (python._module._PyRun_SimpleString(python._module.stringToNewUTF8(setup)) !== 0)
      throw new Error('Python did not get ready for tests.');
    exports.free(exports.malloc(FREE_BYTES));
    this.#judge = new PythonJudge(python._module, exports);
    this.#budget = new FileBudget(FS, limits);
    protectStack(exports);
    gate.close();
    new DataView(exports.memory.buffer).setInt32(exports.Py_EMSCRIPTEN_SIGNAL_HANDLING.value, 1, true);
    this.#stackPointer = exports.__stack_pointer.value;
    this.#memory = new MemoryImage(exports.memory);
    this.#files = new FileImage(FS);
  }

  /** Whether there is something that cannot be put back, or may be: what was ended in the middle of JavaScript’s own. */
  get isWorn(): boolean {
    return this.#memory.hasGrown || this.#isBroken;
  }

  /** Runs one case as if it were the first. */
  outcomeOf({ parts }: TestCase): { outcome: TestOutcome; steps: number } {
    this.#restore();
    const outcome = this.#run(parts);
    this.#isBroken = !outcome.passed && BREAKING.has(outcome.reason);
    return { outcome, steps: this.#ending.steps };
  }

  #run(parts: readonly string[]): TestOutcome {
    for (const [part, text] of parts.entries()) {
      const failed = this.#runPart(text, part > 0);
      if (failed) return { passed: false, part, ...failed };
    }
    return { passed: true };
  }

  #runPart(text: string, hasEarlier: boolean): Pick<FailedTest, 'reason' | 'detail'> | null {
    try {
      if (hasEarlier) this.#judge.undo();
      const raised = this.#judge.run(text);
      return raised === null ? null : { reason: 'raised', detail: raised };
    } catch (thrown) {
      if (thrown instanceof ProgramExit) return { reason: 'raised', detail: 'an exit of the interpreter' };
      if (thrown instanceof RunEnded) return { reason: thrown.reason as FailedTest['reason'], detail: thrown.message };
      // What engines say of it differs.
      return { reason: 'crashed', detail: 'it ended its interpreter' };
    }
  }

  #restore(): void {
    const { exports, clock, reseed } = this.#started;
    this.#memory.restore();
    this.#files.restore();
    exports.__stack_pointer.value = this.#stackPointer;
    this.#budget.restart();
    this.#restartDevices();
    this.#printed = new PrintedOutput(this.#limits.printedBytes);
    this.#ending.restart(this.#limits.steps);
    clock.restart();
    reseed(SEED);
  }
}
