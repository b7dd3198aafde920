// Cross-entropy of logits against target ids, in nats, per row and as a weighted sum with its gradient.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

/** -ln softmax(logits)[target] of every row: logits [n, classes], int32 targets [n] -> [n, 1]. Not differentiable. */
export function rowCrossEntropy(graph: Graph, logits: Value, targets: Value): Value {
  return rowParts(graph, logits, targets).loss;
}

/** Sum over rows of weight x cross-entropy -> scalar; weights [n] carry no gradient. */
export function weightedCrossEntropy(graph: Graph, logits: Value, targets: Value, weights: Value): Value {
  const { loss, hot, exponentials, total } = rowParts(graph, logits, targets);
  const column = raw.reshape(graph, weights, [logits.shape[0]!, 1]);
  const sum = raw.reduce(graph, 'ReduceSum', raw.multiply(graph, loss, column), [0, 1], false);
  graph.record([logits], [sum], ([gradient]) => {
    const excess = raw.subtract(graph, raw.divide(graph, exponentials, total), hot);
    return [raw.multiply(graph, excess, raw.multiply(graph, column, gradient!))];
  });
  return sum;
}

function rowParts(graph: Graph, logits: Value, targets: Value) {
  const hot = raw.oneHot(graph, targets, logits.shape[1]!);
  const shifted = raw.subtract(graph, logits, raw.reduce(graph, 'ReduceMax', logits, [1], true));
  const exponentials = raw.exponential(graph, shifted);
  const total = raw.reduce(graph, 'ReduceSum', exponentials, [1], true);
  const atTarget = raw.reduce(graph, 'ReduceSum', raw.multiply(graph, shifted, hot), [1], true);
  return { loss: raw.subtract(graph, raw.logarithm(graph, total), atTarget), hot, exponentials, total };
}
