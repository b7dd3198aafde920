// A model that rows are measured with: what it reads, where its training starts, and how it runs.
import type { Fingerprints } from '../quality/fingerprints.ts';
import type { AdamWSettings } from './adam-w.ts';
import type { WindowCosts } from './evaluator.ts';
import type { TokenWindow } from './pack-batch.ts';
import type { GraphLossBuilder } from './graph-loss.ts';
import type { ModelRuntime } from './model-runtime.ts';
import type { RowFormat } from './row-format.ts';
import type { Trainer } from './trainer.ts';

export interface ReferenceModel {
  readonly cid: string;
  /** Positions in a sequence. */
  readonly context: number;
  /** Sequences are at least so long, see `fillBatch`. */
  readonly shortest?: number;
  /** What training moves, as every training starts. */
  readonly parameters: Float32Array;
  readonly format: RowFormat;
  /** Of the texts it was pretrained on and of other public ones. */
  readonly fingerprints?: Fingerprints;
  /** @param batch sequences of full length in a step */
  open(runtime: ModelRuntime, batch: number): Promise<OpenModel>;
}

/** A model on a runtime. */
export interface OpenModel {
  readonly evaluator: WindowCosts;
  /**
   * Says, before any is read, which windows will be read, some of them several times. What the model computes of them does not depend
   * on which are read, in which order, but on what is said here.
   */
  expect?(windows: readonly TokenWindow[]): void;
  /** For the caller to dispose of, before the model. */
  createTrainer(settings: AdamWSettings, lossOf?: GraphLossBuilder): Promise<Trainer>;
  dispose(): Promise<void>;
}
