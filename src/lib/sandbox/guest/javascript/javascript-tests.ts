// Many small JavaScript programs with their tests in one engine, each from the same memory: see `python-tests.ts`.
import type { FailedTest, TestCase, TestOutcome } from '../../../core/program/test-batch.ts';
import type { TestLimits } from '../../../core/program/test-limits.ts';
import { MemoryImage } from '../memory-image.ts';
import { PrintedOutput } from '../printed-output.ts';
import { RunEnded } from '../run-ended.ts';
import { seededBytes } from '../seeded-bytes.ts';
import { VirtualClock } from '../virtual-clock.ts';
import prelude from './prelude.js.txt';
import type { StartedJavascript } from './start-javascript.ts';

const SEED = 0;
/** Turns of loops and calls between two looks of the engine at its interrupts (`JS_INTERRUPT_COUNTER_INIT`). */
const STEPS_A_LOOK = 10_000;
/** Memory that programs find free without adding any. */
const FREE_BYTES = 16 * 1024 * 1024;
const NAME = /^[\p{L}_$][\p{L}\p{N}_$]{0,99}$/u;

export class JavascriptTests {
  readonly #started: StartedJavascript;
  readonly #limits: TestLimits;
  readonly #memory: MemoryImage;
  readonly #stackPointer: number;
  #steps = 0;
  #isBroken = false;

  /** Takes a started engine over. */
  constructor(started: StartedJavascript, limits: TestLimits) {
    this.#started = started;
    this.#limits = limits;
    this.#hand();
    started.engine.prepare(prelude, { seed: SEED, arguments: [], environment: {}, hasTests: true });
    started.engine.addFree(FREE_BYTES);
    this.#memory = new MemoryImage(started.engine.memory);
    this.#stackPointer = started.engine.stackPointer;
  }

  get isWorn(): boolean {
    return this.#memory.hasGrown || this.#isBroken;
  }

  outcomeOf({ parts }: TestCase): { outcome: TestOutcome; steps: number } {
    this.#memory.restore();
    this.#started.engine.restoreAt(this.#stackPointer);
    this.#hand();
    const outcome = this.#run(parts);
    this.#isBroken = !outcome.passed && outcome.reason === 'crashed';
    return { outcome, steps: this.#steps };
  }

  #run(parts: readonly string[]): TestOutcome {
    for (const [part, text] of parts.entries()) {
      const failed = this.#runPart(text);
      if (failed) return { passed: false, part, ...failed };
    }
    return { passed: true };
  }

  #runPart(text: string): Pick<FailedTest, 'reason' | 'detail'> | null {
    const { engine } = this.#started;
    if (!text.isWellFormed()) return { reason: 'raised', detail: 'SyntaxError' };
    try {
      const raised = engine.runScript(text, 'main.js');
      if (raised === null) return null;
      const name = engine.describe(raised, true);
      return { reason: 'raised', detail: NAME.test(name) ? name : 'an exception' };
    } catch (thrown) {
      if (thrown instanceof RunEnded) return { reason: thrown.reason as FailedTest['reason'], detail: thrown.message };
      // What engines say of it differs.
      return { reason: 'crashed', detail: 'it ended its interpreter' };
    }
  }

  /** What the next case has: all of it new. */
  #hand(): void {
    const { printedBytes, steps } = this.#limits;
    const printed = new PrintedOutput(printedBytes);
    const fill = seededBytes(SEED);
    this.#steps = 0;
    const print = (text: string): void => {
      printed.out.write(new TextEncoder().encode(text));
      printed.throwIfSpent();
    };
    this.#started.hand({
      clock: new VirtualClock(),
      fill,
      module: () => null,
      interrupt: () => {
        this.#steps += STEPS_A_LOOK;
        if (this.#steps > steps) throw new RunEnded('budget', `it took more than ${steps} steps`);
      },
      functions: {
        print,
        printError: print,
        readFile: () => null,
        writeRows: () => false,
        random: () => fill(new Uint32Array(1))[0]!
      }
    });
  }
}
