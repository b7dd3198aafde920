// Which rows lift and which hurt. Alignment: how much cheaper a row gets when the model trained on the rows moves a few small
// steps along the benchmark's gradient; to first order its gradient's product with the benchmark's (Pruthi et al. 2020,
// "TracIn"; Xia et al. 2024, "LESS"), by forward passes only. Beside it stands the row pairing of the score, per row.
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import { canonicalOrder } from '../lift/canonical-order.ts';
import type { WindowCosts } from '../model/evaluator.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import { objectiveOf, type RowKind } from '../lift/objective-of.ts';
import type { MeasuredRows, Objective, ObjectiveTrainer, RowBits } from '../lift/objective.ts';
import { learningRateAt, type LiftProtocol } from '../lift/protocol.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { benchmarkSample, trustedFolds, type TrustedFold } from '../lift/row-pairing.ts';
import type { LongCallOptions } from '../long-call.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { INFLUENCE } from './influence-settings.ts';
import { rowInfluence, type JudgedBits, type OwnBits, type RowInfluence } from './row-influence.ts';

export interface MeasureInfluenceInput {
  reference: ReferenceModel;
  protocol: LiftProtocol;
  /** The rows that are trained on and judged; examples of one line are one row. */
  examples: readonly Example[];
  benchmarkExamples: readonly Example[];
  seed: number;
  kind: RowKind;
}

/** What a stopped call leaves to the next one: the parts that are done. */
export interface InfluenceCheckpoint {
  /** One a fold, under the model tuned on it from the start. */
  trusted: JudgedBits[];
  /** The model trained on the rows. */
  own: Float32Array | null;
  /** Under that model, and, one a fold, after it moved along the fold. */
  before: OwnBits | null;
  after: JudgedBits[];
}

export interface MeasureInfluenceOptions extends LongCallOptions {
  runtime: ModelRuntime;
  checkpoint?: InfluenceCheckpoint | null;
  /** Called after every part. */
  onCheckpoint?: (checkpoint: InfluenceCheckpoint) => Promise<void>;
}

/** Forward passes cost about a third of a training step. */
const EVALUATION_COST = 1 / 3;

/**
 * Judges rows. Progress counts training steps under the stage `influence`. Throws the signal's reason when aborted,
 * `score/no-examples`, `score/benchmark-too-small`, `score/non-finite`, and what the runtime throws.
 */
export async function measureInfluence(
  input: MeasureInfluenceInput,
  options: MeasureInfluenceOptions
): Promise<RowInfluence> {
  return new InfluenceRun(input, options).run();
}

type Fold = TrustedFold & { judgedRows: MeasuredRows };

class InfluenceRun {
  readonly #input: MeasureInfluenceInput;
  readonly #options: MeasureInfluenceOptions;
  readonly #objective: Objective;
  readonly #rows: MeasuredRows;
  readonly #folds: Fold[];
  readonly #checkpoint: InfluenceCheckpoint;
  readonly #referenceLosses = new Map<MeasuredRows, Float64Array>();
  readonly #total: number;
  #done = 0;

  constructor(input: MeasureInfluenceInput, options: MeasureInfluenceOptions) {
    const { reference, protocol, examples, benchmarkExamples, kind } = input;
    if (examples.length === 0) throw new AppError('score/no-examples', 'There are no rows to judge.');
    this.#input = input;
    this.#options = options;
    this.#objective = objectiveOf(kind, reference, protocol);
    this.#rows = this.#objective.pairingRows(judgedRows(examples));
    this.#folds = trustedFolds(benchmarkSample(benchmarkExamples, protocol), protocol).map((fold) => ({
      ...fold,
      judgedRows: this.#objective.pairingRows(fold.judged)
    }));
    if (this.#folds.some(({ judged }) => judged.length === 0))
      throw new AppError('score/benchmark-too-small', 'The benchmark has too few rows to be cut into parts.', {
        hints: ['Add rows to it.']
      });
    this.#checkpoint = options.checkpoint ?? { trusted: [], own: null, before: null, after: [] };
    const tuning = this.#folds.length * (protocol.trustedSteps + INFLUENCE.steps);
    const judging = this.#cost(this.#rows) * (2 * this.#folds.length + 1);
    const judgingFolds = 3 * this.#folds.reduce((sum, fold) => sum + this.#cost(fold.judgedRows), 0);
    this.#total = protocol.steps + tuning + judging + judgingFolds;
  }

  async run(): Promise<RowInfluence> {
    const { runtime } = this.#options;
    const { reference, protocol } = this.#input;
    const model = await reference.open(runtime, protocol.batch);
    try {
      const trainer = await this.#objective.createTrainer(model);
      try {
        return await this.#judge(trainer, model.evaluator);
      } finally {
        await trainer.dispose();
      }
    } finally {
      await model.dispose();
    }
  }

  async #judge(trainer: ObjectiveTrainer, evaluator: WindowCosts): Promise<RowInfluence> {
    const { reference, protocol, examples, seed } = this.#input;
    const { trusted, after } = this.#checkpoint;
    const { learningRate } = this.#objective;
    const scheduled = (steps: number) => (step: number) => learningRateAt(step, steps, { ...protocol, learningRate });
    const small = () => learningRate * INFLUENCE.learningRateShare;

    await this.#each(trusted, async (fold) => {
      const steps = { count: protocol.trustedSteps, rate: scheduled(protocol.trustedSteps) };
      const tuned = await this.#tune(trainer, reference.parameters, fold.tuned, protocol.trustedSeed, steps);
      return this.#bits(evaluator, tuned, fold);
    });
    const ownSteps = { count: protocol.steps, rate: scheduled(protocol.steps) };
    this.#checkpoint.own ??= await this.#tune(trainer, reference.parameters, examples, seed, ownSteps);
    const own = this.#checkpoint.own;
    await this.#keep();
    const before = (this.#checkpoint.before ??= await this.#ownBits(evaluator, own));
    await this.#keep();
    await this.#each(after, async (fold) => {
      const steps = { count: INFLUENCE.steps, rate: small };
      const moved = await this.#tune(trainer, own, fold.tuned, protocol.trustedSeed, steps);
      return this.#bits(evaluator, moved, fold);
    });
    const bytesOfJudged = this.#folds.map(({ judgedRows: rows }) => rows.bytes);
    return rowInfluence({ rows: this.#rows, bytesOfJudged, trusted, before, after });
  }

  /** Does a part for every fold for which it is not done yet. */
  async #each(done: JudgedBits[], part: (fold: Fold) => Promise<JudgedBits>): Promise<void> {
    for (const [index, fold] of this.#folds.entries()) {
      if (done[index]) continue;
      done[index] = await part(fold);
      await this.#keep();
    }
  }

  async #tune(
    trainer: ObjectiveTrainer,
    from: Float32Array,
    examples: readonly Example[],
    seed: number,
    { count, rate }: { count: number; rate: (step: number) => number }
  ): Promise<Float32Array> {
    const steps = trainer.steps(canonicalOrder(examples, 'training'), seed);
    trainer.start(from);
    for (let step = 0; step < count; step++) {
      await this.#breathe();
      await steps.next(rate(step));
      this.#advance(1);
    }
    return (await trainer.snapshot()).parameters;
  }

  async #bits(evaluator: WindowCosts, parameters: Float32Array, fold: Fold): Promise<JudgedBits> {
    const rows = await this.#rowBits(evaluator, parameters, this.#rows);
    return { rows, judged: await this.#rowBits(evaluator, parameters, fold.judgedRows) };
  }

  async #ownBits(evaluator: WindowCosts, own: Float32Array): Promise<OwnBits> {
    const rows = await this.#rowBits(evaluator, own, this.#rows);
    const judged: RowBits[] = [];
    for (const fold of this.#folds) judged.push(await this.#rowBits(evaluator, own, fold.judgedRows));
    return { rows, judged };
  }

  async #rowBits(evaluator: WindowCosts, parameters: Float32Array, rows: MeasuredRows): Promise<RowBits> {
    const breathe = () => this.#breathe();
    let reference: Float64Array | null = null;
    if (rows.needsReference) {
      const { parameters: untrained } = this.#input.reference;
      reference = this.#referenceLosses.get(rows) ?? (await evaluator.losses(untrained, rows.windows, breathe));
      this.#referenceLosses.set(rows, reference);
    }
    const bits = rows.rowBits(await evaluator.losses(parameters, rows.windows, breathe), reference);
    this.#advance(this.#cost(rows));
    return bits;
  }

  #cost({ positions }: MeasuredRows): number {
    const { protocol, reference } = this.#input;
    return (positions / (protocol.batch * reference.context)) * EVALUATION_COST;
  }

  async #keep(): Promise<void> {
    await this.#options.onCheckpoint?.(this.#checkpoint);
  }

  async #breathe(): Promise<void> {
    await yieldToEventLoop();
    this.#options.signal?.throwIfAborted();
  }

  #advance(cost: number): void {
    this.#done += cost;
    this.#options.onProgress?.({ stage: 'influence', done: Math.min(this.#done, this.#total), total: this.#total });
  }
}

/** The rows that are judged: all, or as many as allowed by their hash. */
function judgedRows(examples: readonly Example[]): Example[] {
  const lines = new Set<number>();
  for (const { line } of canonicalOrder(examples, 'influence')) {
    if (lines.size === INFLUENCE.mostRows) break;
    lines.add(line);
  }
  return examples.filter(({ line }) => lines.has(line));
}
