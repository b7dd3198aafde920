// Differentiable normalisation by the root mean square of the last axis (Zhang and Sennrich 2019).
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

/** x / sqrt(mean(x^2) + epsilon) * scale; x [..., d], scale [d]. */
export function rmsNorm(graph: Graph, x: Value, scale: Value, epsilon: number): Value {
  const lastAxis = x.shape.length - 1;
  const meanOf = (a: Value) => raw.reduce(graph, 'ReduceMean', a, [lastAxis], true);
  const meanSquare = meanOf(raw.multiply(graph, x, x));
  const size = raw.squareRoot(graph, raw.add(graph, meanSquare, graph.scalar(epsilon)));
  const normal = raw.divide(graph, x, size);
  const result = raw.multiply(graph, normal, scale);
  graph.record([x, scale], [result], ([gradient]) => {
    const leadingAxes = x.shape.map((_, axis) => axis).slice(0, -1);
    const scaled = raw.multiply(graph, gradient!, scale);
    const projection = meanOf(raw.multiply(graph, scaled, normal));
    const along = raw.subtract(graph, scaled, raw.multiply(graph, normal, projection));
    return [
      graph.needsGradient(x) ? raw.divide(graph, along, size) : null,
      graph.needsGradient(scale)
        ? raw.reduce(graph, 'ReduceSum', raw.multiply(graph, gradient!, normal), leadingAxes, false)
        : null
    ];
  });
  return result;
}
