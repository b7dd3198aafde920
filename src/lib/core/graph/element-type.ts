// The tensor element types our graphs use, with their codes from onnx.proto3 (TensorProto.DataType).

export type ElementType = 'float32' | 'float64' | 'int32' | 'int64' | 'uint8' | 'bool';
export type FloatType = 'float32' | 'float64';

/** `TensorProto.DataType` of an element type. */
export const ELEMENT_TYPE_CODE: Readonly<Record<ElementType, number>> = Object.freeze({
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11
});

/** Little-endian bytes of `numbers` as elements of `type`, the layout of `TensorProto.raw_data`. */
export function elementBytes(numbers: ArrayLike<number>, type: ElementType): Uint8Array {
  switch (type) {
    case 'float32':
      return new Uint8Array(Float32Array.from(numbers).buffer);
    case 'float64':
      return new Uint8Array(Float64Array.from(numbers).buffer);
    case 'int32':
      return new Uint8Array(Int32Array.from(numbers).buffer);
    case 'int64':
      return new Uint8Array(BigInt64Array.from(Array.from(numbers), BigInt).buffer);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(numbers);
    default:
      return type satisfies never;
  }
}
