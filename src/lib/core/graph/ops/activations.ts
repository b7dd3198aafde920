// Differentiable squared ReLU (So et al. 2021, "Primer").
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

/** max(0, x)^2: as good as GELU at this size, and without a transcendental function the backends agree more closely. */
export function squaredRelu(graph: Graph, x: Value): Value {
  const positive = raw.relu(graph, x);
  const square = raw.multiply(graph, positive, positive);
  graph.record([x], [square], ([gradient]) => [
    raw.multiply(graph, gradient!, raw.multiply(graph, positive, graph.scalar(2)))
  ]);
  return square;
}
