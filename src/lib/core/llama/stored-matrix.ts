// A weight matrix in the graph, in single precision or packed, and the product with it.
import { AppError } from '../error/app-error.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { blockProduct, BLOCK_SIZE, type BlockMatrix } from '../graph/ops/block-product.ts';
import { linear } from '../graph/ops/linear.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { MatrixWeight } from './matrix-weight.ts';

/** [outputs, inputs]. */
export type StoredMatrix = { form: 'single'; matrix: Value } | ({ form: 'packed' } & BlockMatrix);

export function storedMatrix(graph: Graph, weight: MatrixWeight): StoredMatrix {
  const { inputs, outputs } = weight;
  const floats = (numbers: Float32Array, shape: readonly number[]) => graph.stored(bytesOf(numbers), shape, 'float32');
  if (weight.form === 'single') return { form: 'single', matrix: floats(weight.numbers, [outputs, inputs]) };
  const blocks = inputs / BLOCK_SIZE;
  const { bits, packed, scales, corrections } = weight;
  return {
    form: 'packed',
    bits,
    inputs,
    outputs,
    packed: graph.stored(packed, [outputs, blocks, (BLOCK_SIZE * bits) / 8], 'uint8'),
    scales: floats(scales, [outputs * blocks]),
    corrections: corrections && floats(corrections, [blocks, outputs])
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

export function product(graph: Graph, x: Value, weight: StoredMatrix, addend: Value | null = null): Value {
  if (weight.form === 'single') return linear(graph, x, weight.matrix, { transposeWeight: true, addend });
  const result = blockProduct(graph, x, weight);
  return addend ? raw.add(graph, result, addend) : result;
}

/** Rows of the matrix by their number -> [ids, inputs]. */
export function tableRows(graph: Graph, table: StoredMatrix, ids: Value): Value {
  if (table.form === 'single') return raw.gatherRows(graph, table.matrix, ids);
  const { inputs, outputs, bits, packed, scales } = table;
  const blocks = inputs / BLOCK_SIZE;
  const count = ids.shape[0]!;
  if (bits !== 8)
    throw new AppError('gguf/unsupported', 'The model file cannot be used: its embedding is packed in 4 bits.');
  const bytes = raw.gatherRows(graph, raw.reshape(graph, packed, [outputs, inputs]), ids);
  const wholes = raw.reshape(graph, raw.toFloat(graph, bytes), [count, blocks, BLOCK_SIZE]);
  const scalesOfRows = raw.gatherRows(graph, raw.reshape(graph, scales, [outputs, blocks]), ids);
  const centred = raw.subtract(graph, wholes, graph.scalar(128));
  const numbers = raw.multiply(graph, centred, raw.reshape(graph, scalesOfRows, [count, blocks, 1]));
  return raw.reshape(graph, numbers, [count, inputs]);
}
