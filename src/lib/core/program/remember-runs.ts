// Keeps outcomes of runs for tasks that allow it: of several submissions to one request each is held against the same earlier
// programs.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../encoding/canonical-json.ts';
import type { Program, ProgramFile } from './program.ts';
import type { ProgramRunner, ProgramTask } from './program-runner.ts';
import type { ProgramRun } from './program-run.ts';

const MIB = 1024 * 1024;

/**
 * A runner that gives a task with `reuse` the outcome of the very same program and task, as long as it is kept. One that the clock
 * ended is taken to end so with every seed, on the same input: an endless program would otherwise cost its time limit with each submission after it.
 * @param maxBytes of outputs and printed text that are kept; the oldest go first.
 */
export function rememberRuns(runner: ProgramRunner, maxBytes = 64 * MIB): ProgramRunner {
  const known = new Map<string, ProgramRun>();
  const endless = new Map<string, ProgramRun>();
  let keptBytes = 0;
  const keep = (key: string, run: ProgramRun) => {
    known.set(key, run);
    keptBytes += sizeOf(run);
    for (const [oldest, old] of known) {
      if (keptBytes <= maxBytes) break;
      known.delete(oldest);
      keptBytes -= sizeOf(old);
    }
  };
  return {
    test: (...call) => runner.test(...call),
    async run(program, task, options = {}) {
      if (!task.reuse) return runner.run(program, task, options);
      const programKey = keyOfProgram(program, task);
      const key = runKey(programKey, task);
      const before = known.get(key) ?? endless.get(programKey);
      if (before) return options.signal?.aborted ? { outcome: 'cancelled' } : before;
      const run = await runner.run(program, task, options);
      if (run.outcome === 'failed' && run.reason === 'clock') endless.set(programKey, run);
      else if (run.outcome !== 'cancelled' && !known.has(key)) keep(key, run);
      return run;
    }
  };
}

/** With what the program is given to read: the same one ends with other input. */
const keyOfProgram = ({ language, entry, files }: Program, { limits, files: input = [] }: ProgramTask): string =>
  hashOf([language, entry, hashesOf(files), { ...limits }, hashesOf(input)]);

function runKey(programKey: string, { seed, arguments: words = [], environment = {} }: ProgramTask): string {
  return hashOf([programKey, seed, words, environment]);
}

const hashesOf = (files: readonly ProgramFile[]) => files.map(({ path, bytes }) => [path, bytesToHex(sha256(bytes))]);

const hashOf = (about: Parameters<typeof canonicalJson>[0]): string => bytesToHex(sha256(canonicalJson(about)));

function sizeOf(run: ProgramRun): number {
  if (run.outcome === 'cancelled') return 0;
  const output = run.outcome === 'finished' ? (run.output?.length ?? 0) : 0;
  return output + run.printed.length + utf8ToBytes(run.errorsTail).length;
}
