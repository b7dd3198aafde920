// Differentiable elementwise sums and products with broadcasting.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

export function add(graph: Graph, a: Value, b: Value): Value {
  const sum = raw.add(graph, a, b);
  graph.record([a, b], [sum], ([gradient]) => [
    graph.needsGradient(a) ? raw.sumToShape(graph, gradient!, a.shape) : null,
    graph.needsGradient(b) ? raw.sumToShape(graph, gradient!, b.shape) : null
  ]);
  return sum;
}

export function multiply(graph: Graph, a: Value, b: Value): Value {
  const product = raw.multiply(graph, a, b);
  graph.record([a, b], [product], ([gradient]) => [
    graph.needsGradient(a) ? raw.sumToShape(graph, raw.multiply(graph, gradient!, b), a.shape) : null,
    graph.needsGradient(b) ? raw.sumToShape(graph, raw.multiply(graph, gradient!, a), b.shape) : null
  ]);
  return product;
}
