// Differentiable activations: squared ReLU (So et al. 2021, "Primer") and SiLU (Elfwing et al. 2017).
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

/** x sigmoid(x). */
export function silu(graph: Graph, x: Value): Value {
  const gate = raw.sigmoid(graph, x);
  const result = raw.multiply(graph, x, gate);
  graph.record([x], [result], ([gradient]) => {
    // sigmoid(x) (1 + x - x sigmoid(x))
    const slope = raw.multiply(graph, gate, raw.add(graph, graph.scalar(1), raw.subtract(graph, x, result)));
    return [raw.multiply(graph, gradient!, slope)];
  });
  return result;
}
