// Runs a harness as its request does: twice with the same seed, since a program that answers otherwise each time proves nothing.
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

export type HarnessRun =
  | { outcome: 'written'; output: Uint8Array; resources: ProgramResources }
  | { outcome: 'failed'; reason: RunFailure; detail: string; errorsTail: string }
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
type OnceRun = Exclude<HarnessRun, { outcome: 'differs' }>;

/** @throws AppError `sandbox/unavailable` of this machine. */
export async function runHarness(
  subject: Runnable,
  runner: ProgramRunner,
  task: RunTask,
  { signal, onProgress }: LongCallOptions = {}
): Promise<HarnessRun> {
  const runs: Extract<OnceRun, { outcome: 'written' }>[] = [];
  for (const done of [0, 1]) {
    const run = await runHarnessOnce(subject, runner, task, {
      signal,
      onProgress: ({ values }) => onProgress?.({ stage: 'run', done, total: 2, values })
    });
    if (run.outcome !== 'written') return run;
    runs.push(run);
  }
  const [first, second] = runs as [(typeof runs)[0], (typeof runs)[0]];
  const lines = differentLines(first.output, second.output);
  return lines.length > 0 ? { outcome: 'differs', lines } : first;
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
