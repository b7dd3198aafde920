// Differentiable matrix products: batched, and the linear layer on a matrix of rows.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

const swapLastAxes = (graph: Graph, a: Value): Value => {
  const axes = a.shape.map((_, axis) => axis);
  return raw.transpose(graph, a, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
};

/** [..., m, k] x [..., k, n] -> [..., m, n] with equal batch axes. */
export function matrixMultiply(graph: Graph, a: Value, b: Value): Value {
  const product = raw.matrixMultiply(graph, a, b);
  graph.record([a, b], [product], ([gradient]) => [
    graph.needsGradient(a) ? raw.matrixMultiply(graph, gradient!, swapLastAxes(graph, b)) : null,
    graph.needsGradient(b) ? raw.matrixMultiply(graph, swapLastAxes(graph, a), gradient!) : null
  ]);
  return product;
}

/** x [n, in] times weight [in, out], or [out, in] with `transposeWeight`, which lets an embedding serve as output layer. */
export function linear(graph: Graph, x: Value, weight: Value, { transposeWeight = false } = {}): Value {
  const product = raw.gemm(graph, x, weight, { transposeB: transposeWeight });
  graph.record([x, weight], [product], ([gradient]) => [
    graph.needsGradient(x) ? raw.gemm(graph, gradient!, weight, { transposeB: !transposeWeight }) : null,
    graph.needsGradient(weight)
      ? transposeWeight
        ? raw.gemm(graph, gradient!, x, { transposeA: true })
        : raw.gemm(graph, x, gradient!, { transposeA: true })
      : null
  ]);
  return product;
}
