// Runs a harness as its request does: twice with the same seed, since a program that answers otherwise each time proves nothing, and
// once with another, since one that does not listen to its seed is a file.
import type { LongCallOptions } from '../../long-call.ts';
import type { ProgramLimits } from '../../program/program-limits.ts';
import type { FinishedRun, ProgramFailure, ProgramResources } from '../../program/program-run.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { HarnessPackage } from '../package/read-harness-package.ts';

/** Where the reference system gives a program its seed. */
const SEED_VARIABLE = 'DATA_FABRICATION_SEED';
const SHOWN_LINES = 5;
const SHOWN_CHARACTERS = 200;

export interface DifferentLine {
  /** From 1. */
  line: number;
  first: string | null;
  second: string | null;
}

export type RunFailure = ProgramFailure | 'exit-code';

type OnceRun =
  | { outcome: 'written'; output: Uint8Array; resources: ProgramResources }
  | { outcome: 'failed'; reason: RunFailure; detail: string; errorsTail: string }
  | { outcome: 'cancelled' };
type Written = Extract<OnceRun, { outcome: 'written' }>;

export type HarnessRun =
  /** With what it wrote under the other seed. Resources are those of the first run, but for the time, which is the longest. */
  | (Written & { otherOutput: Uint8Array })
  /** Under which seed it was that it failed. */
  | (Extract<OnceRun, { outcome: 'failed' }> & { seed: number })
  | { outcome: 'differs'; lines: DifferentLine[] }
  | { outcome: 'cancelled' };

export interface RunTask {
  /** uint32. */
  seed: number;
  limits: ProgramLimits;
  /** Where the outcome of the very same run is still at hand, it will do; never for a program that is judged. */
  reuse?: boolean;
}
type Runnable = Pick<HarnessPackage, 'contents' | 'entryPoint'>;

/**
 * Twice with the seed and once with `otherSeed`, which comes last.
 * @throws AppError `sandbox/unavailable` of this machine.
 */
export async function runHarness(
  subject: Runnable,
  runner: ProgramRunner,
  { seed, otherSeed, limits }: Omit<RunTask, 'reuse'> & { otherSeed: number },
  { signal, onProgress }: LongCallOptions = {}
): Promise<HarnessRun> {
  const runs: Written[] = [];
  for (const [done, given] of [seed, seed, otherSeed].entries()) {
    const run = await runHarnessOnce(
      subject,
      runner,
      { seed: given, limits },
      { signal, onProgress: ({ values }) => onProgress?.({ stage: 'run', done, total: 3, values }) }
    );
    if (run.outcome === 'cancelled') return run;
    if (run.outcome === 'failed') return { ...run, seed: given };
    runs.push(run);
    if (done !== 1) continue;
    const lines = differentLines(runs[0]!.output, run.output);
    if (lines.length > 0) return { outcome: 'differs', lines };
  }
  const runMs = Math.max(...runs.map(({ resources }) => resources.runMs));
  return { ...runs[0]!, resources: { ...runs[0]!.resources, runMs }, otherOutput: runs[2]!.output };
}

/** @throws AppError `sandbox/unavailable` of this machine. */
export async function runHarnessOnce(
  { contents, entryPoint }: Runnable,
  runner: ProgramRunner,
  { seed, limits, reuse = false }: RunTask,
  options: LongCallOptions = {}
): Promise<OnceRun> {
  const run = await runner.run(
    { language: 'python', entry: entryPoint.path, files: contents },
    { seed, limits, reuse, arguments: [String(seed)], environment: { [SEED_VARIABLE]: String(seed) } },
    options
  );
  if (run.outcome === 'cancelled') return run;
  const { errorsTail } = run;
  if (run.outcome === 'failed') return { outcome: 'failed', reason: run.reason, detail: run.detail, errorsTail };
  const { exitCode } = run;
  if (exitCode !== 0)
    return { outcome: 'failed', reason: 'exit-code', detail: `it ended with exit code ${exitCode}`, errorsTail };
  return { outcome: 'written', output: writtenBy(run), resources: run.resources };
}

/** The output file, or what was printed where the program wrote none. */
const writtenBy = ({ output, printed }: FinishedRun): Uint8Array => output ?? printed;

function differentLines(first: Uint8Array, second: Uint8Array): DifferentLine[] {
  if (first.length === second.length && first.every((byte, at) => byte === second[at])) return [];
  const [left, right] = [first, second].map((bytes) => new TextDecoder().decode(bytes).split('\n')) as [
    string[],
    string[]
  ];
  const different: DifferentLine[] = [];
  for (let at = 0; at < Math.max(left.length, right.length) && different.length < SHOWN_LINES; at++)
    if (left[at] !== right[at]) different.push({ line: at + 1, first: shown(left[at]), second: shown(right[at]) });
  // Bytes that are no UTF-8 can differ and read alike.
  return different.length > 0 ? different : [{ line: 1, first: null, second: null }];
}

const shown = (line: string | undefined): string | null => line?.slice(0, SHOWN_CHARACTERS) ?? null;
