// Cross-entropy, in nats, of an output layer that shares its weights with an embedding. Written so that the only passes over
// [rows x classes] are the product itself, one softmax and two maxima.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

/**
 * -ln softmax(hidden tableT)[target] of every row: hidden [n, d], table [classes, d], and `targetRows` [n, d], the table's
 * rows of the targets -> [n, 1]. Not differentiable.
 */
export function rowCrossEntropy(graph: Graph, hidden: Value, table: Value, targetRows: Value): Value {
  return rowParts(graph, hidden, table, targetRows).losses;
}

/** Sum over rows of weight x cross-entropy -> scalar; weights [n] carry no gradient. */
export function weightedCrossEntropy(
  graph: Graph,
  hidden: Value,
  table: Value,
  targetRows: Value,
  weights: Value
): Value {
  const { losses, shares } = rowParts(graph, hidden, table, targetRows);
  const column = raw.reshape(graph, weights, [weights.shape[0]!, 1]);
  const sum = raw.reduce(graph, 'ReduceSum', raw.multiply(graph, losses, column), [0, 1], false);
  graph.record([hidden, table, targetRows], [sum], ([gradient]) => {
    const weight = raw.multiply(graph, column, gradient!);
    const weightedHidden = raw.multiply(graph, hidden, weight);
    const expectedRows = raw.gemm(graph, shares, table);
    return [
      raw.multiply(graph, raw.subtract(graph, expectedRows, targetRows), weight),
      graph.needsGradient(table) ? raw.gemm(graph, shares, weightedHidden, { transposeA: true }) : null,
      graph.needsGradient(targetRows) ? raw.multiply(graph, weightedHidden, graph.scalar(-1)) : null
    ];
  });
  return sum;
}

/** -ln softmax(logits)[target] of every row: logits [n, classes], int32 targets [n] -> [n, 1]. Not differentiable. */
export function logitCrossEntropy(graph: Graph, logits: Value, targets: Value): Value {
  return raw.subtract(
    graph,
    logPartition(graph, logits, raw.softmax(graph, logits)),
    raw.elementOfRow(graph, logits, targets)
  );
}

function rowParts(graph: Graph, hidden: Value, table: Value, targetRows: Value): { losses: Value; shares: Value } {
  const logits = raw.gemm(graph, hidden, table, { transposeB: true });
  const shares = raw.softmax(graph, logits);
  const partition = logPartition(graph, logits, shares);
  const atTarget = raw.reduce(graph, 'ReduceSum', raw.multiply(graph, hidden, targetRows), [1], true);
  return { losses: raw.subtract(graph, partition, atTarget), shares };
}

/** The logarithm of the partition sum is the largest logit minus the logarithm of the largest share: never of a 0. */
function logPartition(graph: Graph, logits: Value, shares: Value): Value {
  const largest = (value: Value) => raw.reduce(graph, 'ReduceMax', value, [1], true);
  return raw.subtract(graph, largest(logits), raw.logarithm(graph, largest(shares)));
}
