// A tensor's numbers in single precision, as ggml computes them (`dequantize_row_q4_1`, `dequantize_row_q8_0`).
import type { GgufTensor } from './gguf-file.ts';
import { halfAt } from './half-precision.ts';
import { TENSOR_LAYOUT } from './tensor-type.ts';

/** In the file's order: the first dimension fastest. */
export function dequantise({ type, bytes }: Pick<GgufTensor, 'type' | 'bytes'>): Float32Array {
  const { elementsPerBlock, bytesPerBlock } = TENSOR_LAYOUT[type];
  const blocks = bytes.length / bytesPerBlock;
  // A copy: the file's tensors need not start where numbers of four bytes may.
  if (type === 'F32') return new Float32Array(new Uint8Array(bytes).buffer);
  const numbers = new Float32Array(blocks * elementsPerBlock);
  const fill = { F16: fillHalf, Q4_1: fillFourBits, Q8_0: fillEightBits }[type];
  for (let block = 0; block < blocks; block++) fill(bytes, block * bytesPerBlock, numbers, block * elementsPerBlock);
  return numbers;
}

type FillBlock = (bytes: Uint8Array, from: number, numbers: Float32Array, to: number) => void;

const fillHalf: FillBlock = (bytes, from, numbers, to) => {
  numbers[to] = halfAt(bytes, from);
};

/** w = scale q + minimum. The product is exact, so that there is one rounding, as in ggml. Low halves of the bytes come first. */
const fillFourBits: FillBlock = (bytes, from, numbers, to) => {
  const scale = halfAt(bytes, from);
  const minimum = halfAt(bytes, from + 2);
  for (let index = 0; index < 16; index++) {
    const pair = bytes[from + 4 + index]!;
    numbers[to + index] = scale * (pair & 15) + minimum;
    numbers[to + 16 + index] = scale * (pair >> 4) + minimum;
  }
};

const fillEightBits: FillBlock = (bytes, from, numbers, to) => {
  const scale = halfAt(bytes, from);
  for (let index = 0; index < 32; index++) numbers[to + index] = scale * ((bytes[from + 2 + index]! << 24) >> 24);
};
