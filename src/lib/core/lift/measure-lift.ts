// The measurement itself: train the reference model on the rows, once a seed, and compare it on the benchmark with the
// model it started from; and ask models tuned on the benchmark whether the rows' outputs belong to their inputs.
// Pure over a ModelRuntime; can stop and go on at any step.
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { LiftMeasurement } from './lift-evidence.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { canonicalOrder } from './canonical-order.ts';
import type { WindowCosts } from '../model/evaluator.ts';
import { liftMeasurement } from './lift-measurement.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import { objectiveOf, type RowKind } from './objective-of.ts';
import type { MeasuredRows, Objective, ObjectiveTrainer, RowBits } from './objective.ts';
import { hashParameters } from '../model/parameters-hash.ts';
import { learningRateAt, type LiftProtocol, type RelevanceRule } from './protocol.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import {
  benchmarkSample,
  pairingSample,
  trustedFolds,
  type TrustedFold,
  type TrustedJudgement,
  type UntunedBits
} from './row-pairing.ts';
import type { TrainingSnapshot } from '../model/trainer.ts';

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
  /** Bits of the folds' rows and of the sample before tuning, where the protocol asks for them. */
  untuned?: UntunedBits;
  seeds: SeedProgress[];
}

export interface MeasureLiftInput {
  reference: ReferenceModel;
  protocol: LiftProtocol;
  /** Rows to learn from; examples of one line are one row. */
  examples: readonly Example[];
  benchmarkExamples: readonly Example[];
  seeds: readonly number[];
  /** What the rows are; default `text`. */
  kind?: RowKind;
}

export interface MeasureLiftOptions extends LongCallOptions {
  runtime: ModelRuntime;
  checkpoint?: MeasurementCheckpoint | null;
  /**
   * Parameters of the models tuned on the benchmark's folds, by fold: taken where they are there, and put there otherwise. For
   * several measurements on one benchmark by one protocol and reference, whose judges are the same.
   */
  judges?: Map<number, Float32Array>;
  /** Called at most every `CHECKPOINT_STEPS` steps and after every part. */
  onCheckpoint?: (checkpoint: MeasurementCheckpoint) => Promise<void>;
}

export const CHECKPOINT_STEPS = 16;
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
  readonly #objective: Objective;
  readonly #rows: Example[];
  readonly #benchmark: MeasuredRows;
  readonly #folds: (TrustedFold & { rows: MeasuredRows })[];
  readonly #sample: MeasuredRows;
  /** Rows that are read before tuning, the submission's last; the benchmark's own among them unless its baseline says the same. */
  readonly #untuned: readonly MeasuredRows[];
  /** Losses under the model before any training, of rows that need them. */
  readonly #referenceLosses = new Map<MeasuredRows, Float64Array>();
  readonly #checkpoint: MeasurementCheckpoint;
  readonly #total: number;
  #done = 0;

  constructor(input: MeasureLiftInput, options: MeasureLiftOptions) {
    const { reference, protocol, examples, seeds } = input;
    if (seeds.length === 0) throw new AppError('score/no-seeds', 'A measurement needs at least one seed.');
    if (examples.length === 0) throw new AppError('score/no-examples', 'There are no rows to train on.');
    this.#input = input;
    this.#options = options;
    this.#objective = objectiveOf(input.kind ?? 'text', reference, protocol);
    this.#rows = canonicalOrder(examples, 'training');
    const benchmarkExamples = benchmarkSample(input.benchmarkExamples, protocol);
    this.#benchmark = this.#objective.benchmarkRows(benchmarkExamples);
    this.#folds = trustedFolds(benchmarkExamples, protocol).map((fold) => ({
      ...fold,
      rows: this.#objective.pairingRows(fold.judged)
    }));
    const sampled = pairingSample(examples, protocol, seeds[0]!);
    this.#sample = this.#objective.pairingRows(sampled);
    this.#untuned = !this.#relevance
      ? []
      : protocol.ownInputsOnly
        ? [this.#objective.benchmarkRows(sampled)]
        : [...this.#folds.map((fold) => fold.rows), this.#sample];
    this.#checkpoint = options.checkpoint ?? { baseline: null, trusted: [], seeds: [] };
    this.#total =
      this.#evaluationCost(this.#benchmark) +
      this.#untunedCost() +
      this.#folds.reduce((sum, fold, index) => sum + this.#foldCost(fold.rows, index), 0) +
      seeds.length * this.#seedCost();
  }

  async run(): Promise<LiftMeasurement> {
    const { runtime } = this.#options;
    const { reference, protocol } = this.#input;
    const model = await reference.open(runtime, protocol.batch);
    try {
      const { evaluator } = model;
      // The benchmark's rows apart, so that what is computed of them does not depend on the submission.
      model.expect?.([...this.#benchmark.windows, ...this.#folds.flatMap(({ rows }) => rows.windows)]);
      model.expect?.(this.#sample.windows);
      const trainer = await this.#objective.createTrainer(model);
      try {
        const baseline = await this.#baseline(evaluator);
        await this.#readUntuned(evaluator, baseline);
        for (const index of this.#folds.keys()) await this.#runFold(index, trainer, evaluator);
        for (const index of this.#input.seeds.keys()) await this.#runSeed(index, trainer, evaluator);
        return this.#result(baseline);
      } finally {
        await trainer.dispose();
      }
    } finally {
      await model.dispose();
    }
  }

  async #baseline(evaluator: WindowCosts): Promise<RowBits> {
    const known = this.#checkpoint.baseline;
    const { parameters } = this.#input.reference;
    const bits = known ?? (await this.#rowBits(evaluator, parameters, this.#benchmark, 'baseline', {}));
    this.#checkpoint.baseline = bits;
    if (known) this.#advance('baseline', this.#evaluationCost(this.#benchmark));
    return bits;
  }

  /** What the rows of the pairing cost the model before it has seen a benchmark row. */
  async #readUntuned(evaluator: WindowCosts, baseline: RowBits): Promise<void> {
    if (!this.#relevance) return;
    const rows = this.#untuned;
    if (this.#checkpoint.untuned) {
      for (const part of rows) this.#advance('pairing', this.#evaluationCost(part));
      return;
    }
    const { parameters } = this.#input.reference;
    const bits: RowBits[] = [];
    for (const part of rows) bits.push(await this.#rowBits(evaluator, parameters, part, 'pairing', {}));
    const submission = bits.pop()!.right;
    this.#checkpoint.untuned = {
      benchmark: bits.length > 0 ? joined(bits.map(({ right }) => right)) : this.#inFolds(baseline.right),
      submission
    };
    await this.#options.onCheckpoint?.(this.#checkpoint);
  }

  /** Numbers of the benchmark's rows in the order of the folds' rows. */
  #inFolds(ofRows: Float64Array): Float64Array {
    const rowOfLine = new Map(this.#benchmark.lines.map((line, row) => [line, row]));
    return joined(this.#folds.map(({ rows }) => rows.lines.map((line) => ofRows[rowOfLine.get(line)!]!)));
  }

  async #runFold(index: number, trainer: ObjectiveTrainer, evaluator: WindowCosts): Promise<void> {
    const { tuned, rows } = this.#folds[index]!;
    if (this.#checkpoint.trusted[index]) return this.#advance('pairing', this.#foldCost(rows, index));
    const parameters = this.#options.judges?.get(index) ?? (await this.#tuneJudge(tuned, trainer));
    this.#options.judges?.set(index, parameters);
    this.#checkpoint.trusted[index] = {
      benchmark: await this.#rowBits(evaluator, parameters, rows, 'pairing', {}),
      submission: await this.#rowBits(evaluator, parameters, this.#sample, 'pairing', {})
    };
    await this.#options.onCheckpoint?.(this.#checkpoint);
  }

  async #tuneJudge(tuned: readonly Example[], trainer: ObjectiveTrainer): Promise<Float32Array> {
    const { protocol, reference } = this.#input;
    const steps = trainer.steps(canonicalOrder(tuned, 'training'), protocol.trustedSeed);
    trainer.start(reference.parameters);
    for (let step = 0; step < protocol.trustedSteps; step++) {
      await this.#breathe();
      await steps.next(this.#learningRate(step, protocol.trustedSteps));
      this.#advance('pairing', 1);
    }
    return (await trainer.snapshot()).parameters;
  }

  async #runSeed(index: number, trainer: ObjectiveTrainer, evaluator: WindowCosts): Promise<void> {
    const progress = (this.#checkpoint.seeds[index] ??= { losses: [], snapshot: null, finished: null });
    if (progress.finished) return this.#advance('training', this.#seedCost());
    await this.#train(index, trainer, progress);
    const { parameters } = await trainer.snapshot();
    const bits = await this.#rowBits(evaluator, parameters, this.#benchmark, 'measuring', { seed: index });
    progress.finished = { bits, parametersHash: hashParameters(parameters) };
    progress.snapshot = null;
    await this.#options.onCheckpoint?.(this.#checkpoint);
  }

  async #train(index: number, trainer: ObjectiveTrainer, progress: SeedProgress): Promise<void> {
    const { protocol, reference, seeds } = this.#input;
    const steps = trainer.steps(this.#rows, seeds[index]!);
    if (progress.snapshot) trainer.resume(progress.snapshot);
    else trainer.start(reference.parameters);
    const firstStep = progress.snapshot?.step ?? 0;
    progress.losses.length = firstStep;
    steps.skip(firstStep);
    this.#advance('training', firstStep);
    for (let step = firstStep; step < protocol.steps; step++) {
      await this.#breathe();
      const loss = await steps.next(this.#learningRate(step, protocol.steps));
      progress.losses.push(loss);
      this.#advance('training', 1, { seed: index, step: step + 1, loss });
      if (this.#options.onCheckpoint && (step + 1) % CHECKPOINT_STEPS === 0 && step + 1 < protocol.steps) {
        progress.snapshot = await trainer.snapshot();
        await this.#options.onCheckpoint(this.#checkpoint);
      }
    }
  }

  #learningRate(step: number, steps: number): number {
    const { learningRate } = this.#objective;
    return learningRateAt(step, steps, { ...this.#input.protocol, learningRate });
  }

  async #rowBits(
    evaluator: WindowCosts,
    parameters: Float32Array,
    rows: MeasuredRows,
    stage: string,
    values: Record<string, number>
  ): Promise<RowBits> {
    const { windows } = rows;
    const reference = rows.needsReference ? await this.#lossesBefore(evaluator, rows) : null;
    const cost = this.#evaluationCost(rows);
    let reported = 0;
    const losses = await evaluator.losses(parameters, windows, (windowsDone) => {
      this.#advance(stage, ((windowsDone - reported) / windows.length) * cost, values);
      reported = windowsDone;
      return this.#breathe();
    });
    return rows.rowBits(losses, reference);
  }

  async #lossesBefore(evaluator: WindowCosts, rows: MeasuredRows): Promise<Float64Array> {
    const known = this.#referenceLosses.get(rows);
    if (known) return known;
    const { parameters } = this.#input.reference;
    const losses = await evaluator.losses(parameters, rows.windows, () => this.#breathe());
    this.#referenceLosses.set(rows, losses);
    return losses;
  }

  /** Lets a cancel through: a WebAssembly run never gives way to the event loop by itself. */
  async #breathe(): Promise<void> {
    await yieldToEventLoop();
    this.#options.signal?.throwIfAborted();
  }

  #evaluationCost({ positions }: MeasuredRows): number {
    const { protocol, reference } = this.#input;
    return (positions / (protocol.batch * reference.context)) * EVALUATION_COST;
  }

  /** The rule of relevance, where it can be applied: preferences are not measured in bits of outputs. */
  get #relevance(): RelevanceRule | null {
    return this.#input.kind === 'preference' ? null : (this.#input.protocol.relevance ?? null);
  }

  #untunedCost(): number {
    return this.#untuned.reduce((sum, rows) => sum + this.#evaluationCost(rows), 0);
  }

  #foldCost(rows: MeasuredRows, index: number): number {
    const tuning = this.#options.judges?.has(index) ? 0 : this.#input.protocol.trustedSteps;
    return tuning + this.#evaluationCost(rows) + this.#evaluationCost(this.#sample);
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
    const measurement = liftMeasurement({
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
      untuned: this.#checkpoint.untuned ?? null,
      relevance: this.#relevance,
      tokens: seeds.length * protocol.steps * protocol.batch * reference.context
    });
    return this.#input.kind === 'preference' ? { unit: 'pair', ...measurement } : measurement;
  }
}

const joined = (parts: readonly Iterable<number>[]): Float64Array =>
  Float64Array.from(parts.flatMap((part) => [...part]));
