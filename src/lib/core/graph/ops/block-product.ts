// The product with a matrix that stays in 4 or 8 bits: onnxruntime's MatMulNBits in the exact form that runs on every backend.
import { AppError } from '../../error/app-error.ts';
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

export const BLOCK_SIZE = 32;

/** Blocks of 32 inputs of each output: weight = scale (q - 2^(bits - 1)) + correction. */
export interface BlockMatrix {
  bits: 4 | 8;
  inputs: number;
  outputs: number;
  /** uint8 [outputs, inputs / 32, 4 bits], the low half of a byte first. */
  packed: Value;
  /** [outputs x inputs / 32]. */
  scales: Value;
  /** [inputs / 32, outputs]; null where all are 0. */
  corrections: Value | null;
}

/**
 * x [n, inputs] times the matrix -> [n, outputs]. Zero points in float would say the same and do not run on WebGPU; whole
 * ones are not exact. So the corrections are multiplied with the sums of the input's blocks.
 * Throws AppError `graph/no-gradient` where x needs one: the operator has no transpose.
 */
export function blockProduct(graph: Graph, x: Value, matrix: BlockMatrix): Value {
  if (graph.needsGradient(x)) throw new AppError('graph/no-gradient', 'A product with packed weights has no gradient.');
  const { bits, inputs, outputs, packed, scales, corrections } = matrix;
  const product = graph.contributedNode('MatMulNBits', [x, packed, scales], [x.shape[0]!, outputs], {
    K: { integer: inputs },
    N: { integer: outputs },
    bits: { integer: bits },
    block_size: { integer: BLOCK_SIZE },
    // Activations in single precision.
    accuracy_level: { integer: 0 }
  });
  if (corrections === null) return product;
  const blocks = raw.reshape(graph, x, [x.shape[0]!, inputs / BLOCK_SIZE, BLOCK_SIZE]);
  const sums = raw.reduce(graph, 'ReduceSum', blocks, [2], false);
  return raw.gemm(graph, sums, corrections, { addend: product });
}
