// ONNX operators with shape inference and no gradient: the vocabulary in which the differentiable operations are written.
// Names and semantics follow https://onnx.ai/onnx/operators (opset 20).
import { AppError } from '../../error/app-error.ts';
import { ELEMENT_TYPE_CODE, type ElementType } from '../element-type.ts';
import { DYNAMIC, elementCount, isDynamic, type Graph, type Value } from '../graph.ts';

/** NumPy broadcasting. Throws `graph/shape-mismatch` where the shapes do not fit. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new AppError('graph/shape-mismatch', `The shapes [${a}] and [${b}] do not broadcast.`);
    }
    return left === DYNAMIC || right === DYNAMIC ? DYNAMIC : Math.max(left, right);
  });
}

function binary(operator: string, type?: ElementType) {
  return (graph: Graph, a: Value, b: Value): Value =>
    graph.node(operator, [a, b], broadcastShape(a.shape, b.shape), {}, type ?? a.type);
}

function unary(operator: string) {
  return (graph: Graph, a: Value): Value => graph.node(operator, [a], a.shape, {}, a.type);
}

export const add = binary('Add');
export const subtract = binary('Sub');
export const multiply = binary('Mul');
export const divide = binary('Div');
export const minimum = binary('Min');
export const equal = binary('Equal', 'bool');
export const squareRoot = unary('Sqrt');
export const logarithm = unary('Log');
export const relu = unary('Relu');
export const sigmoid = unary('Sigmoid');

export function reshape(graph: Graph, a: Value, shape: readonly number[]): Value {
  const isKnown = !isDynamic(a.shape) && !isDynamic(shape);
  if (isKnown && elementCount(a.shape) !== elementCount(shape))
    throw new AppError('graph/shape-mismatch', `[${a.shape}] cannot become [${shape}].`);
  return String(a.shape) === String(shape) ? a : graph.node('Reshape', [a, graph.indices(shape)], shape, {}, a.type);
}

export function transpose(graph: Graph, a: Value, permutation: readonly number[]): Value {
  const shape = permutation.map((axis) => a.shape[axis]!);
  return graph.node('Transpose', [a], shape, { perm: { integers: permutation } }, a.type);
}

export function swapLastAxes(graph: Graph, a: Value): Value {
  const axes = a.shape.map((_, axis) => axis);
  return transpose(graph, a, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}

/** Over the last axis. */
export function softmax(graph: Graph, a: Value): Value {
  return graph.node('Softmax', [a], a.shape, { axis: { integer: -1 } });
}

export function reduce(
  graph: Graph,
  operator: 'ReduceSum' | 'ReduceMean' | 'ReduceMax',
  a: Value,
  axes: readonly number[],
  keepAxes: boolean
): Value {
  const shape = a.shape
    .map((size, axis) => (axes.includes(axis) ? 1 : size))
    .filter((_, axis) => keepAxes || !axes.includes(axis));
  return graph.node(operator, [a, graph.indices(axes)], shape, { keepdims: { integer: keepAxes ? 1 : 0 } }, a.type);
}

/** Sums a gradient over the axes along which `shape` was broadcast. */
export function sumToShape(graph: Graph, a: Value, shape: readonly number[]): Value {
  const lead = a.shape.length - shape.length;
  const axes = a.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < lead || (shape[axis - lead] === 1 && a.shape[axis] !== 1));
  return axes.length === 0 ? a : reshape(graph, reduce(graph, 'ReduceSum', a, axes, true), shape);
}

/** Batched matrix product over the last two axes; the batch axes must be equal. */
export function matrixMultiply(graph: Graph, a: Value, b: Value): Value {
  return graph.node('MatMul', [a, b], [...a.shape.slice(0, -1), b.shape.at(-1)!]);
}

/** scale x op(a) op(b) + addend of matrices, a and b each transposed or not; the addend has the result's shape. */
export function gemm(
  graph: Graph,
  a: Value,
  b: Value,
  { transposeA = false, transposeB = false, scale = 1, addend = null as Value | null } = {}
): Value {
  const rows = a.shape[transposeA ? 1 : 0]!;
  const columns = b.shape[transposeB ? 0 : 1]!;
  return graph.node('Gemm', addend ? [a, b, addend] : [a, b], [rows, columns], {
    transA: { integer: transposeA ? 1 : 0 },
    transB: { integer: transposeB ? 1 : 0 },
    alpha: { float: scale }
  });
}

/** Rows of a matrix [n, d] named by int32 indices [m] -> [m, d]. */
export function gatherRows(graph: Graph, matrix: Value, indices: Value): Value {
  return graph.node(
    'Gather',
    [matrix, indices],
    [indices.shape[0]!, matrix.shape[1]!],
    { axis: { integer: 0 } },
    matrix.type
  );
}

export function concatenate(graph: Graph, parts: readonly Value[], axis: number): Value {
  const isOpen = parts.some((part) => part.shape[axis] === DYNAMIC);
  const total = isOpen ? DYNAMIC : parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  const shape = parts[0]!.shape.map((size, at) => (at === axis ? total : size));
  return graph.node('Concat', parts, shape, { axis: { integer: axis } }, parts[0]!.type);
}

/** Elements [start, end) along one axis. */
export function slice(graph: Graph, a: Value, axis: number, start: number, end: number): Value {
  const shape = a.shape.map((size, at) => (at === axis ? end - start : size));
  return graph.node(
    'Slice',
    [a, graph.indices([start]), graph.indices([end]), graph.indices([axis])],
    shape,
    {},
    a.type
  );
}

export function where(graph: Graph, condition: Value, yes: Value, no: Value): Value {
  return graph.node(
    'Where',
    [condition, yes, no],
    broadcastShape(condition.shape, broadcastShape(yes.shape, no.shape)),
    {},
    yes.type
  );
}

/** Rows of the identity matrix: int32 ids [N] -> float [N, classes]. Built from Equal, since OneHot is not on every GPU. */
export function oneHot(graph: Graph, ids: Value, classes: number): Value {
  const range = graph.constant(
    Int32Array.from({ length: classes }, (_, index) => index),
    [1, classes],
    'int32'
  );
  const hits = equal(graph, reshape(graph, ids, [ids.shape[0]!, 1]), range);
  const to = { integer: graph.floatType === 'float32' ? 1 : 11 };
  return graph.node('Cast', [hits], hits.shape, { to });
}

/** Whole numbers as the graph's floats. */
export function toFloat(graph: Graph, a: Value): Value {
  return graph.node('Cast', [a], a.shape, { to: { integer: ELEMENT_TYPE_CODE[graph.floatType] } });
}

/** Of each row of a matrix [n, d] the element that int32 `indices` [n] names -> [n, 1]. */
export function elementOfRow(graph: Graph, matrix: Value, indices: Value): Value {
  const column = reshape(graph, indices, [indices.shape[0]!, 1]);
  return graph.node('GatherElements', [matrix, column], [matrix.shape[0]!, 1], { axis: { integer: 1 } }, matrix.type);
}
