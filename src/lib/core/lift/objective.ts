// What a measurement needs of the kind of data: how rows are read, what is learnt from them, and in which bits it is measured.
import type { Example } from '../dataset/example.ts';
import type { TokenWindow } from '../model/pack-batch.ts';
import type { OpenModel } from '../model/reference-model.ts';
import type { TrainingSnapshot } from '../model/trainer.ts';

/** Bits of every row's outputs, given the own and a wrong input; `wrong` is empty where it is not read. */
export interface RowBits {
  right: Float64Array;
  wrong: Float64Array;
}

/** Rows prepared for an evaluator. Examples of one line are one row. */
export interface MeasuredRows {
  readonly windows: readonly TokenWindow[];
  /** 1-based line of each row. */
  readonly lines: readonly number[];
  /** What each row's bits are divided by: bytes of its outputs, or 1 for a preference. */
  readonly bytes: Float64Array;
  /** Predictions in all windows: what an evaluation costs. */
  readonly positions: number;
  /** Whether the rows are read after wrong inputs as well; otherwise those bits are missing. */
  readonly readsWrong: boolean;
  /** Whether the bits are measured against the model before any training. */
  readonly needsReference: boolean;
  /**
   * @param losses nats per window
   * @param reference the same under the model before any training, where it is needed
   */
  rowBits(losses: Float64Array, reference: Float64Array | null): RowBits;
}

/** The steps of one training over rows, in the order its seed gives. */
export interface TrainingSteps {
  /** Passes over the batches of the first steps, which were taken before. */
  skip(count: number): void;
  /** Takes the next step and returns the loss before it. */
  next(learningRate: number): Promise<number>;
}

export interface ObjectiveTrainer {
  start(parameters: Float32Array): void;
  resume(snapshot: TrainingSnapshot): void;
  /** Throws AppError `score/no-examples` without rows. */
  steps(examples: readonly Example[], seed: number): TrainingSteps;
  snapshot(): Promise<TrainingSnapshot>;
  dispose(): Promise<void>;
}

export interface Objective {
  /** Highest learning rate of a training. */
  readonly learningRate: number;
  /** Rows on which lift is measured; wrong means another row's input, where it is read. */
  benchmarkRows(examples: readonly Example[]): MeasuredRows;
  /** Rows whose pairing is measured; wrong means another row's input, or the answers of a preference the other way round. */
  pairingRows(examples: readonly Example[]): MeasuredRows;
  createTrainer(model: OpenModel): Promise<ObjectiveTrainer>;
}
