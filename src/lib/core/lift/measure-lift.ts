// The measurement itself: train the reference model on the rows, once a seed, and compare it on the benchmark with the
// model it started from. Pure over a ModelRuntime; can stop and go on at any step.
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { LiftMeasurement, SeedRun } from '../report/score-report.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { BenchmarkRows, type RowBits } from './benchmark-rows.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import type { ModelRuntime } from './model-runtime.ts';
import type { TokenWindow } from './pack-batch.ts';
import { pairedMeasure } from './paired-interval.ts';
import { hashOfHashes, hashParameters } from './parameters-hash.ts';
import { learningRateAt, type LiftProtocol } from './protocol.ts';
import type { ReferenceModel } from './reference-model.ts';
import { rowWindows } from './row-windows.ts';
import { createTrainer, type Trainer, type TrainingSnapshot } from './trainer.ts';
import { trainingBatches } from './training-batches.ts';

/** A seed's training so far; `snapshot` null once it is finished. */
export interface SeedProgress {
  losses: number[];
  snapshot: TrainingSnapshot | null;
  finished: { bits: RowBits; parametersHash: string } | null;
}

/** What a stopped measurement leaves to the next one. */
export interface MeasurementCheckpoint {
  baseline: RowBits | null;
  seeds: SeedProgress[];
}

export interface MeasureLiftInput {
  reference: ReferenceModel;
  protocol: LiftProtocol;
  examples: readonly Example[];
  benchmarkExamples: readonly Example[];
  seeds: readonly number[];
}

export interface MeasureLiftOptions extends LongCallOptions {
  runtime: ModelRuntime;
  checkpoint?: MeasurementCheckpoint | null;
  /** Called at most every `CHECKPOINT_STEPS` steps and after every seed. */
  onCheckpoint?: (checkpoint: MeasurementCheckpoint) => Promise<void>;
}

const CHECKPOINT_STEPS = 16;
/** Forward passes cost about a third of a training step. */
const EVALUATION_COST = 1 / 3;

/**
 * Measures lift and conditional gain. Progress counts training steps (an evaluation batch counts a third of one), with
 * `{ seed, step, loss }` as values. Throws the signal's reason when aborted, `score/non-finite`,
 * `score/benchmark-too-small`, `score/no-examples`, and what the runtime throws.
 */
export async function measureLift(input: MeasureLiftInput, options: MeasureLiftOptions): Promise<LiftMeasurement> {
  return new Measurement(input, options).run();
}

class Measurement {
  readonly #input: MeasureLiftInput;
  readonly #options: MeasureLiftOptions;
  readonly #benchmark: BenchmarkRows;
  readonly #trainingWindows: TokenWindow[];
  readonly #checkpoint: MeasurementCheckpoint;
  readonly #evaluationCost: number;
  #done = 0;

  constructor(input: MeasureLiftInput, options: MeasureLiftOptions) {
    const { reference, protocol, examples, benchmarkExamples, seeds } = input;
    if (seeds.length === 0) throw new AppError('score/no-seeds', 'A measurement needs at least one seed.');
    this.#input = input;
    this.#options = options;
    this.#benchmark = new BenchmarkRows(benchmarkExamples, reference, protocol);
    this.#trainingWindows = examples.flatMap((example) =>
      rowWindows(example, reference.tokenizer, reference.shape.context, protocol)
    );
    this.#checkpoint = options.checkpoint ?? { baseline: null, seeds: [] };
    this.#evaluationCost = (this.#benchmark.positions / (protocol.batch * reference.shape.context)) * EVALUATION_COST;
  }

  async run(): Promise<LiftMeasurement> {
    const { runtime } = this.#options;
    const { shape } = this.#input.reference;
    const { batch, optimizer } = this.#input.protocol;
    const evaluator = await createEvaluator(runtime, shape, batch);
    try {
      const trainer = await createTrainer(runtime, shape, batch, optimizer);
      try {
        const baseline = await this.#baseline(evaluator);
        for (const index of this.#input.seeds.keys()) await this.#runSeed(index, trainer, evaluator);
        return this.#result(baseline);
      } finally {
        await trainer.dispose();
      }
    } finally {
      await evaluator.dispose();
    }
  }

  async #baseline(evaluator: Evaluator): Promise<RowBits> {
    const known = this.#checkpoint.baseline;
    const bits = known ?? (await this.#rowBits(evaluator, this.#input.reference.parameters, 'baseline', {}));
    this.#checkpoint.baseline = bits;
    if (known) this.#advance('baseline', this.#evaluationCost);
    return bits;
  }

  async #runSeed(index: number, trainer: Trainer, evaluator: Evaluator): Promise<void> {
    const { steps } = this.#input.protocol;
    const progress = (this.#checkpoint.seeds[index] ??= { losses: [], snapshot: null, finished: null });
    if (progress.finished) return this.#advance('training', steps + this.#evaluationCost);
    await this.#train(index, trainer, progress);
    const { parameters } = await trainer.snapshot();
    const bits = await this.#rowBits(evaluator, parameters, 'measuring', { seed: index });
    progress.finished = { bits, parametersHash: hashParameters(parameters) };
    progress.snapshot = null;
    await this.#options.onCheckpoint?.(this.#checkpoint);
  }

  async #train(index: number, trainer: Trainer, progress: SeedProgress): Promise<void> {
    const { protocol, reference, seeds } = this.#input;
    const batches = trainingBatches(this.#trainingWindows, seeds[index]!, protocol.batch, reference.shape);
    if (progress.snapshot) trainer.resume(progress.snapshot);
    else trainer.start(reference.parameters);
    const firstStep = progress.snapshot?.step ?? 0;
    progress.losses.length = firstStep;
    for (let step = 0; step < firstStep; step++) batches.next();
    this.#advance('training', firstStep);
    for (let step = firstStep; step < protocol.steps; step++) {
      await this.#breathe();
      const loss = await trainer.step(batches.next().value, learningRateAt(step, protocol));
      progress.losses.push(loss);
      this.#advance('training', 1, { seed: index, step: step + 1, loss });
      if (this.#options.onCheckpoint && (step + 1) % CHECKPOINT_STEPS === 0 && step + 1 < protocol.steps) {
        progress.snapshot = await trainer.snapshot();
        await this.#options.onCheckpoint(this.#checkpoint);
      }
    }
  }

  async #rowBits(
    evaluator: Evaluator,
    parameters: Float32Array,
    stage: string,
    values: Record<string, number>
  ): Promise<RowBits> {
    const { windows } = this.#benchmark;
    let reported = 0;
    const losses = await evaluator.losses(parameters, windows, (windowsDone) => {
      this.#advance(stage, ((windowsDone - reported) / windows.length) * this.#evaluationCost, values);
      reported = windowsDone;
      return this.#breathe();
    });
    return this.#benchmark.rowBits(losses);
  }

  /** Lets a cancel through: a WebAssembly run never gives way to the event loop by itself. */
  async #breathe(): Promise<void> {
    await yieldToEventLoop();
    this.#options.signal?.throwIfAborted();
  }

  #advance(stage: string, cost: number, values?: Record<string, number>): void {
    const { seeds, protocol } = this.#input;
    this.#done += cost;
    const total = seeds.length * (protocol.steps + this.#evaluationCost) + this.#evaluationCost;
    this.#options.onProgress?.({ stage, done: Math.min(this.#done, total), total, values });
  }

  #result(baseline: RowBits): LiftMeasurement {
    const { seeds, protocol, reference } = this.#input;
    const { bytes } = this.#benchmark;
    const finished = this.#checkpoint.seeds.slice(0, seeds.length).map(({ finished }) => finished!);
    const gained = finished.map(({ bits }) => baseline.right.map((base, row) => base - bits.right[row]!));
    const gap = ({ right, wrong }: RowBits, row: number) => wrong[row]! - right[row]!;
    const paired = finished.map(({ bits }) => bytes.map((_, row) => gap(bits, row) - gap(baseline, row)));
    const trained = finished.map(({ bits }) => perByte(bits.right, bytes));
    const perSeed: SeedRun[] = finished.map(({ parametersHash }, index) => ({
      seed: seeds[index]!,
      trainedBitsPerByte: trained[index]!,
      liftBitsPerByte: perByte(gained[index]!, bytes),
      conditionalGainBitsPerByte: perByte(paired[index]!, bytes),
      losses: this.#checkpoint.seeds[index]!.losses,
      parametersHash
    }));
    return {
      lift: pairedMeasure(gained, bytes),
      conditionalGain: pairedMeasure(paired, bytes),
      baseline: { bitsPerByte: perByte(baseline.right, bytes) },
      trained: { bitsPerByte: total(trained) / trained.length },
      perSeed,
      parametersHash: hashOfHashes(finished.map(({ parametersHash }) => parametersHash)),
      tokens: seeds.length * protocol.steps * protocol.batch * reference.shape.context
    };
  }
}

const total = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

const perByte = (bits: Float64Array, bytes: Float64Array): number => total(bits) / total(bytes);
