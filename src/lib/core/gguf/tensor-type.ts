// How tensors lie in a GGUF file: blocks of elements along the first dimension, from ggml's `ggml-common.h` and `ggml.h`.

export type TensorType = 'F32' | 'F16' | 'Q4_1' | 'Q8_0';

interface TensorLayout {
  /** `enum ggml_type`. */
  code: number;
  elementsPerBlock: number;
  bytesPerBlock: number;
}

/** Q4_1: scale and minimum in half precision, then 32 numbers of 4 bits. Q8_0: a scale, then 32 numbers of 8 bits. */
export const TENSOR_LAYOUT: Readonly<Record<TensorType, TensorLayout>> = Object.freeze({
  F32: { code: 0, elementsPerBlock: 1, bytesPerBlock: 4 },
  F16: { code: 1, elementsPerBlock: 1, bytesPerBlock: 2 },
  Q4_1: { code: 3, elementsPerBlock: 32, bytesPerBlock: 20 },
  Q8_0: { code: 8, elementsPerBlock: 32, bytesPerBlock: 34 }
});

/** Undefined for a type that is not read here. */
export function tensorTypeOf(code: number): TensorType | undefined {
  return (Object.keys(TENSOR_LAYOUT) as TensorType[]).find((type) => TENSOR_LAYOUT[type].code === code);
}
