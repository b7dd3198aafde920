// The whole result of one dataset: gates first, then training and measuring, on whatever runtime it is given.
import type { LiftInput } from './lift-input.ts';
import { AppError } from '../error/app-error.ts';
import { gatedScore, liftScore } from './lift-score.ts';
import { measureLift, type MeasurementCheckpoint } from './measure-lift.ts';
import { rowKindOf } from './objective-of.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import { liftProtocolOf, seedsUsed, type LiftProtocol } from './protocol.ts';
import type { LongCallOptions, Progress } from '../long-call.ts';
import type { ProgramRunner } from '../program/program-runner.ts';
import { checkDataset, type CheckRows } from '../quality/check-dataset.ts';
import type { Cancelled } from '../mechanism/result.ts';
import type { LiftMeasurement, LiftResult } from './lift-evidence.ts';
import { runKey } from './run-key.ts';
import type { CheckpointStore } from '../mechanism/checkpoint-store.ts';
import { RunClock } from './run-clock.ts';

export interface ScoreDatasetOptions extends LongCallOptions {
  runtime: ModelRuntime;
  reference: ReferenceModel;
  /** Milliseconds of a clock that never goes back; for speed and time left only. */
  now: () => number;
  /** Where an unfinished run is kept; without it a stopped run starts over. */
  checkpoints?: CheckpointStore<MeasurementCheckpoint>;
  /** Default: that of the request. */
  protocol?: LiftProtocol;
  /** Default: here. */
  checkRows?: CheckRows;
  /** Where the tests of rows are run; a request without tests needs none. */
  programs?: ProgramRunner;
}

export type ScoreOutcome = LiftResult | Cancelled;

/** Progress counts thousandths of the call: this many are the gates. */
const GATES_SHARE = 20;
const WHOLE = 1000;
const SEEDS_MAX = 16;

/**
 * Scores a dataset. Progress: stages `gates` (and `tests` where the request has some), `baseline`, `training`, `measuring`;
 * `done` of `total` 1000 over the whole call; values `{ seed, step, loss, tokensPerSecond, secondsLeft }` as they become known. An aborted signal gives
 * `{ cancelled: true }`. Throws AppError for unreadable files and schemas (see `checkDataset`), `score/invalid-seeds`,
 * `score/benchmark-too-small`, `score/non-finite` and what the runtime reports; an error is never a score.
 */
export async function scoreDataset(input: LiftInput, options: ScoreDatasetOptions): Promise<ScoreOutcome> {
  requireSeeds(input.seeds);
  try {
    return await resultOf(input, options);
  } catch (thrown) {
    if (options.signal?.aborted) return { cancelled: true };
    throw AppError.from(thrown, 'score/failed');
  }
}

async function resultOf(input: LiftInput, options: ScoreDatasetOptions): Promise<LiftResult> {
  const { runtime, reference, signal, onProgress } = options;
  const protocol = options.protocol ?? liftProtocolOf(input.spec);
  onProgress?.({ stage: 'gates', done: 0, total: WHOLE });
  const checked = await (options.checkRows ?? checkDataset)(
    { ...input, fingerprints: reference.fingerprints },
    {
      signal,
      ...(options.programs && { programs: options.programs }),
      onProgress: ({ stage, done, total }) =>
        onProgress?.({ stage, done: total === 0 ? 0 : (done / total) * GATES_SHARE, total: WHOLE })
    }
  );
  const clock = new RunClock(options.now);
  const failed = checked.gates.filter(({ pass }) => !pass);
  const measurement = failed.length > 0 ? null : await measure(input, checked, protocol, clock, options);
  const tokensPerStep = protocol.batch * reference.context;
  const countedShare = checked.rows === 0 ? 0 : checked.countedRows / checked.rows;
  return {
    format: 'assay/verdict/2',
    mechanism: 'lift',
    protocol: protocol.version,
    ...(measurement ? liftScore(measurement, countedShare) : gatedScore(failed)),
    gates: checked.gates,
    seeds: seedsUsed(input.seeds, protocol),
    evidence: {
      countedShare,
      measurement,
      reference: { cid: reference.cid },
      rows: checked.rows,
      benchmarkRows: checked.benchmarkExamples.length,
      backend: runtime.backend,
      threads: runtime.threads,
      tokensPerSecond: Math.round(clock.tokensPerSecond(tokensPerStep))
    }
  };
}

async function measure(
  input: LiftInput,
  { examples, benchmarkExamples }: Awaited<ReturnType<typeof checkDataset>>,
  protocol: LiftProtocol,
  clock: RunClock,
  { runtime, reference, signal, onProgress, checkpoints }: ScoreDatasetOptions
): Promise<LiftMeasurement> {
  const tokensPerStep = protocol.batch * reference.context;
  const key = runKey(input, { protocol, referenceCid: reference.cid, backend: runtime.backend });
  const report = (progress: Progress) => {
    clock.observe(progress);
    onProgress?.(wholeCallProgress(progress, clock, tokensPerStep));
  };
  const measurement = await measureLift(
    {
      reference,
      protocol,
      examples,
      benchmarkExamples,
      seeds: seedsUsed(input.seeds, protocol),
      kind: rowKindOf(input.spec.fields)
    },
    {
      runtime,
      signal,
      onProgress: report,
      checkpoint: await checkpoints?.load(key),
      onCheckpoint: checkpoints && ((checkpoint) => checkpoints.save(key, checkpoint))
    }
  );
  await checkpoints?.clear(key);
  return measurement;
}

function wholeCallProgress(progress: Progress, clock: RunClock, tokensPerStep: number): Progress {
  const secondsLeft = clock.secondsLeft(progress.total);
  const tokensPerSecond = clock.tokensPerSecond(tokensPerStep);
  return {
    stage: progress.stage,
    done: GATES_SHARE + (progress.done / progress.total) * (WHOLE - GATES_SHARE),
    total: WHOLE,
    values: {
      ...progress.values,
      ...(tokensPerSecond > 0 ? { tokensPerSecond } : {}),
      ...(secondsLeft === undefined ? {} : { secondsLeft })
    }
  };
}

function requireSeeds(seeds: readonly number[]): void {
  const isSeed = (seed: number) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32;
  if (seeds.length > 0 && seeds.length <= SEEDS_MAX && seeds.every(isSeed) && new Set(seeds).size === seeds.length)
    return;
  throw new AppError('score/invalid-seeds', `Seeds are 1 to ${SEEDS_MAX} different whole numbers below 2^32.`, {
    details: { seeds: [...seeds] }
  });
}
