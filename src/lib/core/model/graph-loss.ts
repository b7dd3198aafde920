// What a training graph descends: built on the model's last layer, where the scored positions are.
import { DYNAMIC, type Graph, type Value } from '../graph/graph.ts';
import { weightedCrossEntropy } from '../graph/ops/cross-entropy.ts';
import type { BatchLayout } from './pack-batch.ts';
import { idVector } from './transformer.ts';

/** The scored positions before the output layer, sequence after sequence; rows are [sequences x places]. */
export interface ScoredOutput {
  /** [rows, width] */
  hidden: Value;
  /** The embedding, which is the output layer's weight too, [vocabulary, width]. */
  table: Value;
  /** The table's rows of the targets, [rows, width]. */
  targetRows: Value;
}

export interface GraphLoss {
  /** Scalar whose gradient is taken. */
  descended: Value;
  /** Scalar that is reported. */
  shown: Value;
}

/** Declares the inputs a loss takes beside the sequences, and builds it. */
export type GraphLossBuilder = (graph: Graph, output: ScoredOutput, layout: BatchLayout) => GraphLoss;

/** Sum of the positions' cross-entropies weighted by the float input `weights` [sequences, places], nats. */
export const likelihoodLoss: GraphLossBuilder = (graph, { hidden, table, targetRows }, { sequences }) => {
  const weights = graph.input('weights', [sequences, DYNAMIC]);
  const loss = weightedCrossEntropy(graph, hidden, table, targetRows, idVector(graph, weights));
  return { descended: loss, shown: loss };
};
