// Differentiable linear layer on a matrix of rows, with a factor and a residual.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

export interface LinearOptions {
  /** Weight is [out, in]. */
  transposeWeight?: boolean;
  /** Factor of the product. */
  scale?: number;
  /** [n, out], added to the scaled product: a residual stream. */
  addend?: Value | null;
}

/** scale * x [n, in] times weight [in, out] + addend; one operator, so that factor and sum cost no pass of their own. */
export function linear(graph: Graph, x: Value, weight: Value, options: LinearOptions = {}): Value {
  const { transposeWeight = false, scale = 1, addend = null } = options;
  const result = raw.gemm(graph, x, weight, { transposeB: transposeWeight, scale, addend });
  graph.record([x, weight, ...(addend ? [addend] : [])], [result], ([gradient]) => [
    graph.needsGradient(x) ? raw.gemm(graph, gradient!, weight, { transposeB: !transposeWeight, scale }) : null,
    graph.needsGradient(weight)
      ? transposeWeight
        ? raw.gemm(graph, gradient!, x, { transposeA: true, scale })
        : raw.gemm(graph, x, gradient!, { transposeA: true, scale })
      : null,
    ...(addend ? [gradient!] : [])
  ]);
  return result;
}
