// A weight matrix in the form the graph multiplies with: single precision, or packed as the file has it.
import { AppError } from '../error/app-error.ts';
import { dequantise } from '../gguf/dequantise.ts';
import type { GgufTensor } from '../gguf/gguf-file.ts';
import { halfAt } from '../gguf/half-precision.ts';

/** Blocks of 32 inputs: weight = scale (q - 2^(bits - 1)) + correction. */
export interface PackedWeight {
  form: 'packed';
  bits: 4 | 8;
  inputs: number;
  outputs: number;
  /** [outputs, inputs / 32, 4 bits], the low half of a byte first. */
  packed: Uint8Array;
  /** [outputs, inputs / 32]. */
  scales: Float32Array;
  /** [inputs / 32, outputs]; null where all are 0. */
  corrections: Float32Array | null;
}

export interface SingleWeight {
  form: 'single';
  inputs: number;
  outputs: number;
  /** [outputs, inputs]. */
  numbers: Float32Array;
}

export type MatrixWeight = SingleWeight | PackedWeight;

const BLOCK = 32;
/** Bytes of a block: its scales, then its numbers. */
const FOUR_BIT_BYTES = 20;
const EIGHT_BIT_BYTES = 34;

/**
 * A matrix of the file, its rows in the order of `rowOf` where there is one. `packed` leaves F32 and F16 in single precision. Q4_1 is
 * scale q + minimum = scale (q - 8) + (minimum + 8 scale); both are exact, but for the rounding of that last sum.
 * Throws AppError `gguf/malformed` where a number is none.
 */
export function matrixWeight(
  tensor: GgufTensor,
  form: MatrixWeight['form'],
  rowOf?: (row: number) => number
): MatrixWeight {
  const [inputs, outputs] = tensor.dimensions as [number, number];
  const ordered = rowOf ? { ...tensor, bytes: inRows(tensor.bytes, outputs, rowOf) } : tensor;
  const weight =
    form === 'packed' && tensor.type === 'Q4_1'
      ? fourBits(ordered.bytes, inputs, outputs)
      : form === 'packed' && tensor.type === 'Q8_0'
        ? eightBits(ordered.bytes, inputs, outputs)
        : { form: 'single' as const, inputs, outputs, numbers: dequantise(ordered) };
  const numbers = weight.form === 'single' ? [weight.numbers] : [weight.scales, weight.corrections ?? []];
  if (!numbers.every(areFinite))
    throw new AppError(
      'gguf/malformed',
      `The model file is damaged: tensor "${tensor.name}" has a number that is none.`
    );
  return weight;
}

/** Without a call a number: there are a hundred million. */
function areFinite(numbers: ArrayLike<number>): boolean {
  let sum = 0;
  for (let index = 0; index < numbers.length; index++) sum += 0 * numbers[index]!;
  return sum === 0;
}

function inRows(bytes: Uint8Array, rows: number, rowOf: (row: number) => number): Uint8Array {
  const rowBytes = bytes.length / rows;
  const ordered = new Uint8Array(bytes.length);
  for (let row = 0; row < rows; row++) {
    const from = rowOf(row) * rowBytes;
    ordered.set(bytes.subarray(from, from + rowBytes), row * rowBytes);
  }
  return ordered;
}

function fourBits(bytes: Uint8Array, inputs: number, outputs: number): PackedWeight {
  const blocks = inputs / BLOCK;
  const packed = new Uint8Array((inputs * outputs) / 2);
  const scales = new Float32Array(outputs * blocks);
  const corrections = new Float32Array(blocks * outputs);
  for (let output = 0, at = 0; output < outputs; output++)
    for (let block = 0; block < blocks; block++, at++) {
      const from = at * FOUR_BIT_BYTES;
      const scale = halfAt(bytes, from);
      scales[at] = scale;
      corrections[block * outputs + output] = halfAt(bytes, from + 2) + 8 * scale;
      // The file has inputs 0 to 15 in the low halves and 16 to 31 in the high ones; the operator wants neighbours in a byte.
      for (let index = 0; index < 8; index++) {
        const [left, right] = [bytes[from + 4 + 2 * index]!, bytes[from + 5 + 2 * index]!];
        packed[at * 16 + index] = (left & 15) | ((right & 15) << 4);
        packed[at * 16 + 8 + index] = (left >> 4) | (right & 0xf0);
      }
    }
  return { form: 'packed', bits: 4, inputs, outputs, packed, scales, corrections };
}

function eightBits(bytes: Uint8Array, inputs: number, outputs: number): PackedWeight {
  const count = (inputs / BLOCK) * outputs;
  const packed = new Uint8Array(inputs * outputs);
  const scales = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    const from = at * EIGHT_BIT_BYTES;
    scales[at] = halfAt(bytes, from);
    // From signed numbers to those with the zero at 128.
    for (let index = 0; index < BLOCK; index++) packed[at * BLOCK + index] = bytes[from + 2 + index]! ^ 0x80;
  }
  return { form: 'packed', bits: 8, inputs, outputs, packed, scales, corrections: null };
}
