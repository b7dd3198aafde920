// Differentiable changes of shape: reshape, transpose, and the cut of a flat vector into named tensors.
import { elementCount, type Graph, type Value } from '../graph.ts';
import * as raw from './untracked.ts';

export function reshape(graph: Graph, a: Value, shape: readonly number[]): Value {
  const result = raw.reshape(graph, a, shape);
  if (result !== a) graph.record([a], [result], ([gradient]) => [raw.reshape(graph, gradient!, a.shape)]);
  return result;
}

export function transpose(graph: Graph, a: Value, permutation: readonly number[]): Value {
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  const result = raw.transpose(graph, a, permutation);
  graph.record([a], [result], ([gradient]) => [raw.transpose(graph, gradient!, inverse)]);
  return result;
}

/**
 * Cuts a vector into tensors laid out one after another. Slices, not Split: on WebGPU a Split with many outputs needs
 * more storage buffers than a shader stage may have. Not differentiable: watch the parts, not the vector.
 */
export function unflatten(graph: Graph, vector: Value, shapes: readonly (readonly number[])[]): Value[] {
  let offset = 0;
  return shapes.map((shape) => {
    const start = offset;
    offset += elementCount(shape);
    return raw.reshape(graph, raw.slice(graph, vector, 0, start, offset), shape);
  });
}

/** The inverse of {@link unflatten}. */
export function flatten(graph: Graph, tensors: readonly Value[]): Value {
  return raw.concatenate(
    graph,
    tensors.map((tensor) => raw.reshape(graph, tensor, [elementCount(tensor.shape)])),
    0
  );
}
