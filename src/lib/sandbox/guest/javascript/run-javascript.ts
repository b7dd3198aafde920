// One run of a JavaScript program: a module, its own files beside it, and a small object that stands for all of the world.
import { PROGRAM_OUTPUT } from '../../../core/program/program.ts';
import type { GuestJob } from '../guest-job.ts';
import type { GuestEnd, GuestResources } from '../guest-message.ts';
import { GrowingBytes } from '../growing-bytes.ts';
import { PrintedOutput } from '../printed-output.ts';
import { RunEnded } from '../run-ended.ts';
import { seededBytes } from '../seeded-bytes.ts';
import { VirtualClock } from '../virtual-clock.ts';
import prelude from './prelude.js.txt';
import type { StartedJavascript } from './start-javascript.ts';

const MOST_ERROR_CHARACTERS = 4000;

export function runJavascript(
  { engine, hand }: StartedJavascript,
  job: GuestJob,
  onProgress: (resources: GuestResources) => void
): GuestEnd {
  const { limits, seed, entry } = job;
  const printed = new PrintedOutput(limits.printedBytes);
  const output = new GrowingBytes();
  const clock = new VirtualClock();
  const fill = seededBytes(seed);
  const files = new Map(job.files.map(({ path, bytes }) => [path, bytes]));
  const textAt = (path: string): string | null => {
    const bytes = files.get(path);
    return bytes === undefined ? null : new TextDecoder().decode(bytes);
  };
  const resources = (): GuestResources => ({
    memoryBytes: engine.memory.buffer.byteLength,
    fileBytes: output.length,
    fileCount: output.length > 0 ? 1 : 0,
    printedBytes: printed.bytes
  });
  const wrote = (): void => {
    printed.throwIfSpent();
    clock.progressed();
    onProgress(resources());
  };
  const print = (to: 'out' | 'errors') => (text: string) => {
    printed[to].write(new TextEncoder().encode(text));
    wrote();
  };
  hand({
    clock,
    fill,
    interrupt: () => undefined,
    module: textAt,
    functions: {
      print: print('out'),
      printError: print('errors'),
      readFile: textAt,
      writeRows(text) {
        const bytes = new TextEncoder().encode(text);
        if (output.length + bytes.length > limits.fileBytes) return false;
        output.append(bytes);
        wrote();
        return true;
      },
      random: () => fill(new Uint32Array(1))[0]!
    }
  });
  const end = (): GuestEnd => {
    engine.prepare(prelude, { seed, arguments: job.arguments, environment: job.environment });
    const raised = engine.runModule(textAt(entry)!, entry);
    if (raised === 'pending') print('errors')('It waits for a promise that nothing will settle.\n');
    else if (raised !== null) print('errors')(`${engine.describe(raised, false).slice(0, MOST_ERROR_CHARACTERS)}\n`);
    const said = { printed: printed.printed, errorsTail: printed.errorsTail, resources: resources() };
    if (output.length > limits.outputBytes) {
      const detail = `${PROGRAM_OUTPUT} has ${output.length} bytes and may have ${limits.outputBytes}`;
      return { outcome: 'failed', reason: 'budget', detail, ...said };
    }
    return {
      outcome: 'finished',
      exitCode: raised === null ? 0 : 1,
      output: output.length > 0 ? output.whole() : null,
      ...said
    };
  };
  try {
    return end();
  } catch (thrown) {
    const said = { printed: printed.printed, errorsTail: printed.errorsTail, resources: resources() };
    if (thrown instanceof RunEnded)
      return { outcome: 'failed', reason: thrown.reason, detail: thrown.message, ...said };
    const detail = `it ended its interpreter (${String((thrown as Error).message).slice(0, 200)})`;
    return { outcome: 'failed', reason: 'crashed', detail, ...said };
  }
}
