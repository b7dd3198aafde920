// Differentiable nonlinearities: squared ReLU (So et al. 2021, "Primer") and softmax over the last axis.
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

export function softmax(graph: Graph, x: Value): Value {
  const lastAxis = x.shape.length - 1;
  const share = graph.node('Softmax', [x], x.shape, { axis: { integer: -1 } });
  graph.record([x], [share], ([gradient]) => {
    const weighted = raw.multiply(graph, gradient!, share);
    const total = raw.reduce(graph, 'ReduceSum', weighted, [lastAxis], true);
    return [raw.subtract(graph, weighted, raw.multiply(graph, share, total))];
  });
  return share;
}
