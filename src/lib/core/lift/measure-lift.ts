// The measurement itself: train the reference model on the rows, once a seed, and compare it on the benchmark with the
// model it started from; and ask models tuned on the benchmark whether the rows' outputs belong to their inputs.
// Pure over a ModelRuntime; can stop and go on at any step.
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { LiftMeasurement } from '../report/score-report.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { canonicalOrder } from './canonical-order.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import { liftMeasurement } from './lift-measurement.ts';
import type { ModelRuntime } from './model-runtime.ts';
import { PairedRows, type RowBits } from './paired-rows.ts';
import { hashParameters } from './parameters-hash.ts';
import { learningRateAt, type LiftProtocol } from './protocol.ts';
import type { ReferenceModel } from './reference-model.ts';
import { pairingSample, trustedFolds, type TrustedFold, type TrustedJudgement } from './row-pairing.ts';
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
  /** One a finished fold. */
  trusted: TrustedJudgement[];
  seeds: SeedProgress[];
}

export interface MeasureLiftInput {
  reference: ReferenceModel;
  protocol: LiftProtocol;
  /** Rows to learn from; examples of one line are one row. */
  examples: readonly Example[];
  benchmarkExamples: readonly Example[];
  seeds: readonly number[];
}

export interface MeasureLiftOptions extends LongCallOptions {
  runtime: ModelRuntime;
  checkpoint?: MeasurementCheckpoint | null;
  /** Called at most every `CHECKPOINT_STEPS` steps and after every part. */
  onCheckpoint?: (checkpoint: MeasurementCheckpoint) => Promise<void>;
}

const CHECKPOINT_STEPS = 16;
/** Forward passes cost about a third of a training step. */
const EVALUATION_COST = 1 / 3;

/**
 * Measures lift, conditional gain and row pairing. The order of the examples is of no matter. Progress counts training
 * steps (an evaluation batch counts a third of one): stages `baseline`, `pairing`, `training` and `measuring`, with
 * `{ seed, step, loss }` as values. Throws the signal's reason when aborted, `score/non-finite`,
 * `score/benchmark-too-small`, `score/no-examples`, `score/no-seeds`, and what the runtime throws.
 */
export async function measureLift(input: MeasureLiftInput, options: MeasureLiftOptions): Promise<LiftMeasurement> {
  return new Measurement(input, options).run();
}

class Measurement {
  readonly #input: MeasureLiftInput;
  readonly #options: MeasureLiftOptions;
  readonly #rows: Example[];
  readonly #benchmark: PairedRows;
  readonly #folds: (TrustedFold & { rows: PairedRows })[];
  readonly #sample: PairedRows;
  readonly #checkpoint: MeasurementCheckpoint;
  readonly #total: number;
  #done = 0;

  constructor(input: MeasureLiftInput, options: MeasureLiftOptions) {
    const { reference, protocol, examples, benchmarkExamples, seeds } = input;
    if (seeds.length === 0) throw new AppError('score/no-seeds', 'A measurement needs at least one seed.');
    if (examples.length === 0) throw new AppError('score/no-examples', 'There are no rows to train on.');
    this.#input = input;
    this.#options = options;
    this.#rows = canonicalOrder(examples, 'training');
    this.#benchmark = this.#paired(benchmarkExamples);
    this.#folds = trustedFolds(benchmarkExamples, protocol).map((fold) => ({
      ...fold,
      rows: this.#paired(fold.judged)
    }));
    this.#sample = new PairedRows(pairingSample(examples, protocol), reference, protocol);
    this.#checkpoint = options.checkpoint ?? { baseline: null, trusted: [], seeds: [] };
    this.#total =
      this.#evaluationCost(this.#benchmark) +
      this.#folds.reduce((sum, fold) => sum + this.#foldCost(fold.rows), 0) +
      seeds.length * this.#seedCost();
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
        for (const index of this.#folds.keys()) await this.#runFold(index, trainer, evaluator);
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
    const { parameters } = this.#input.reference;
    const bits = known ?? (await this.#rowBits(evaluator, parameters, this.#benchmark, 'baseline', {}));
    this.#checkpoint.baseline = bits;
    if (known) this.#advance('baseline', this.#evaluationCost(this.#benchmark));
    return bits;
  }

  async #runFold(index: number, trainer: Trainer, evaluator: Evaluator): Promise<void> {
    const { tuned, rows } = this.#folds[index]!;
    if (this.#checkpoint.trusted[index]) return this.#advance('pairing', this.#foldCost(rows));
    const { protocol, reference } = this.#input;
    const batches = this.#batches(canonicalOrder(tuned, 'training'), protocol.trustedSeed);
    trainer.start(reference.parameters);
    for (let step = 0; step < protocol.trustedSteps; step++) {
      await this.#breathe();
      await trainer.step(batches.next().value, learningRateAt(step, protocol.trustedSteps, protocol));
      this.#advance('pairing', 1);
    }
    const { parameters } = await trainer.snapshot();
    this.#checkpoint.trusted[index] = {
      benchmark: await this.#rowBits(evaluator, parameters, rows, 'pairing', {}),
      submission: await this.#rowBits(evaluator, parameters, this.#sample, 'pairing', {})
    };
    await this.#options.onCheckpoint?.(this.#checkpoint);
  }

  async #runSeed(index: number, trainer: Trainer, evaluator: Evaluator): Promise<void> {
    const progress = (this.#checkpoint.seeds[index] ??= { losses: [], snapshot: null, finished: null });
    if (progress.finished) return this.#advance('training', this.#seedCost());
    await this.#train(index, trainer, progress);
    const { parameters } = await trainer.snapshot();
    const bits = await this.#rowBits(evaluator, parameters, this.#benchmark, 'measuring', { seed: index });
    progress.finished = { bits, parametersHash: hashParameters(parameters) };
    progress.snapshot = null;
    await this.#options.onCheckpoint?.(this.#checkpoint);
  }

  async #train(index: number, trainer: Trainer, progress: SeedProgress): Promise<void> {
    const { protocol, reference, seeds } = this.#input;
    const batches = this.#batches(this.#rows, seeds[index]!);
    if (progress.snapshot) trainer.resume(progress.snapshot);
    else trainer.start(reference.parameters);
    const firstStep = progress.snapshot?.step ?? 0;
    progress.losses.length = firstStep;
    for (let step = 0; step < firstStep; step++) batches.next();
    this.#advance('training', firstStep);
    for (let step = firstStep; step < protocol.steps; step++) {
      await this.#breathe();
      const loss = await trainer.step(batches.next().value, learningRateAt(step, protocol.steps, protocol));
      progress.losses.push(loss);
      this.#advance('training', 1, { seed: index, step: step + 1, loss });
      if (this.#options.onCheckpoint && (step + 1) % CHECKPOINT_STEPS === 0 && step + 1 < protocol.steps) {
        progress.snapshot = await trainer.snapshot();
        await this.#options.onCheckpoint(this.#checkpoint);
      }
    }
  }

  #batches(rows: readonly Example[], seed: number) {
    const { protocol, reference } = this.#input;
    const windowsOf = (example: Example) => rowWindows(example, reference.tokenizer, reference.shape.context, protocol);
    return trainingBatches(rows, windowsOf, seed, protocol.batch, reference.shape);
  }

  #paired(examples: readonly Example[]): PairedRows {
    return new PairedRows(examples, this.#input.reference, this.#input.protocol);
  }

  async #rowBits(
    evaluator: Evaluator,
    parameters: Float32Array,
    rows: PairedRows,
    stage: string,
    values: Record<string, number>
  ): Promise<RowBits> {
    const { windows } = rows;
    const cost = this.#evaluationCost(rows);
    let reported = 0;
    const losses = await evaluator.losses(parameters, windows, (windowsDone) => {
      this.#advance(stage, ((windowsDone - reported) / windows.length) * cost, values);
      reported = windowsDone;
      return this.#breathe();
    });
    return rows.rowBits(losses);
  }

  /** Lets a cancel through: a WebAssembly run never gives way to the event loop by itself. */
  async #breathe(): Promise<void> {
    await yieldToEventLoop();
    this.#options.signal?.throwIfAborted();
  }

  #evaluationCost({ positions }: PairedRows): number {
    const { protocol, reference } = this.#input;
    return (positions / (protocol.batch * reference.shape.context)) * EVALUATION_COST;
  }

  #foldCost(rows: PairedRows): number {
    return this.#input.protocol.trustedSteps + this.#evaluationCost(rows) + this.#evaluationCost(this.#sample);
  }

  #seedCost(): number {
    return this.#input.protocol.steps + this.#evaluationCost(this.#benchmark);
  }

  #advance(stage: string, cost: number, values?: Record<string, number>): void {
    this.#done += cost;
    this.#options.onProgress?.({ stage, done: Math.min(this.#done, this.#total), total: this.#total, values });
  }

  #result(baseline: RowBits): LiftMeasurement {
    const { seeds, protocol, reference } = this.#input;
    return liftMeasurement({
      baseline,
      benchmark: this.#benchmark,
      runs: this.#checkpoint.seeds.slice(0, seeds.length).map(({ finished, losses }, index) => ({
        seed: seeds[index]!,
        losses,
        ...finished!
      })),
      trusted: this.#checkpoint.trusted,
      judged: this.#folds.map(({ rows }) => rows),
      sample: this.#sample,
      tokens: seeds.length * protocol.steps * protocol.batch * reference.shape.context
    });
  }
}
