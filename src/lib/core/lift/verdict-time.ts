// How long a verdict takes on a machine, told from a few steps and readings there: before a validator's bond gives it a seat.
import type { Example } from '../dataset/example.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { Backend } from '../model/backend.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import { windowLength } from '../model/pack-batch.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { objectiveOf } from './objective-of.ts';
import { learningRateAt, type LiftProtocol } from './protocol.ts';

export interface VerdictTime {
  format: 'assay/verdict-time/1';
  protocol: string;
  reference: { cid: string };
  backend: Backend;
  threads: number;
  /** Reading the weights and building the graphs. */
  msOpening: number;
  msPerStep: number;
  /** Of a forward pass. */
  msPerPosition: number;
  /** With short rows, and with rows that fill the model's window. */
  msPerVerdict: { shortRows: number; longRows: number };
}

export interface TimeVerdictOptions extends LongCallOptions {
  runtime: ModelRuntime;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
}

/** Positions of a row, input and output: those of general instructions have about as many (Alpaca: 80 in the mean). */
const SHORT_ROW_POSITIONS = 80;
/** Of a benchmark, where the protocol reads all of it. */
const USUAL_BENCHMARK_ROWS = 200;
/** The first step and the first reading warm the runtime up and are not counted. */
const TIMED_RUNS = 2;
const RUNS = 1 + TIMED_RUNS;

/**
 * Progress: stages `opening`, `training` and `reading`, in runs of the model. Throws the signal's reason, and what the runtime throws.
 */
export async function timeVerdict(
  { reference, protocol }: { reference: ReferenceModel; protocol: LiftProtocol },
  { runtime, now, signal, onProgress }: TimeVerdictOptions
): Promise<VerdictTime> {
  const total = 1 + 2 * RUNS;
  let done = 0;
  const timed = async (stage: string, run: () => Promise<unknown>): Promise<number> => {
    onProgress?.({ stage, done, total });
    await yieldToEventLoop();
    signal?.throwIfAborted();
    const startedAtMs = now();
    await run();
    done++;
    return now() - startedAtMs;
  };
  const objective = objectiveOf('text', reference, protocol);
  const openedAtMs = now();
  onProgress?.({ stage: 'opening', done, total });
  const model = await reference.open(runtime, protocol.batch);
  try {
    const trainer = await objective.createTrainer(model);
    try {
      done++;
      const msOpening = now() - openedAtMs;
      trainer.start(reference.parameters);
      const steps = trainer.steps(FILLING_ROWS, 1);
      const stepMs: number[] = [];
      for (let run = 0; run < RUNS; run++)
        stepMs.push(await timed('training', () => steps.next(learningRateAt(run, protocol.steps, protocol))));
      const { windows } = objective.benchmarkRows(FILLING_ROWS);
      const filled = windows.slice(0, protocol.batch);
      const positions = filled.reduce((sum, window) => sum + windowLength(window), 0);
      const readMs: number[] = [];
      for (let run = 0; run < RUNS; run++)
        readMs.push(await timed('reading', () => model.evaluator.losses(reference.parameters, filled)));
      const msPerStep = least(stepMs);
      const msPerPosition = least(readMs) / positions;
      const msOf = (rowPositions: number) =>
        msOpening + trainingSteps(protocol) * msPerStep + rowPositions * readRows(protocol) * msPerPosition;
      return {
        format: 'assay/verdict-time/1',
        protocol: protocol.version,
        reference: { cid: reference.cid },
        backend: runtime.backend,
        threads: runtime.threads,
        msOpening,
        msPerStep,
        msPerPosition,
        msPerVerdict: {
          shortRows: msOf(Math.min(SHORT_ROW_POSITIONS, reference.context)),
          longRows: msOf(reference.context)
        }
      };
    } finally {
      await trainer.dispose();
    }
  } finally {
    await model.dispose();
  }
}

/** What other work of the machine adds is not the model's. */
const least = (runsMs: readonly number[]): number => Math.min(...runsMs.slice(1));

/** Steps of a verdict: seeds and judges. */
export const trainingSteps = ({ seeds, steps, trustedFolds, trustedSteps }: LiftProtocol): number =>
  seeds * steps + trustedFolds * trustedSteps;

/**
 * Rows that a verdict reads, each time counted, where a submission has no fewer than are sampled: baseline and seeds, before tuning,
 * and each judge its part of the benchmark and the sample with right and wrong inputs.
 */
export function readRows(protocol: LiftProtocol): number {
  const { benchmarkRows = USUAL_BENCHMARK_ROWS, pairingRows, trustedFolds, seeds, ownInputsOnly, relevance } = protocol;
  const inputs = ownInputsOnly ? 1 : 2;
  const measured = (1 + seeds) * inputs * benchmarkRows;
  const untuned = !relevance ? 0 : ownInputsOnly ? pairingRows : 2 * (benchmarkRows + pairingRows);
  const judged = 2 * benchmarkRows + 2 * trustedFolds * pairingRows;
  return measured + untuned + judged;
}

/** Rows that fill the windows of either model. */
const FILLING_ROWS: readonly Example[] = Array.from({ length: 8 }, (_, row) => ({
  line: row + 1,
  input: sentences(row, 40),
  output: sentences(row + 100, 40)
}));

function sentences(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `Line ${from + index} has ${(from + index) ** 2} parts.`).join(
    ' '
  );
}
