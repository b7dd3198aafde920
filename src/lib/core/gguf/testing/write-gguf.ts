// Writes GGUF files for tests: version 3, with the value types that models use.
import { joinBytes } from '../../encoding/join-bytes.ts';
import { TENSOR_LAYOUT, type TensorType } from '../tensor-type.ts';

/** Numbers that are whole are written as uint32, others as float32. */
export type WrittenValue = number | boolean | string | readonly string[] | readonly number[];

export interface WrittenTensor {
  name: string;
  dimensions: readonly number[];
  type: TensorType;
  bytes: Uint8Array;
}

const ALIGNMENT = 32;
const utf8 = new TextEncoder();

export function writeGguf(
  metadata: Readonly<Record<string, WrittenValue>>,
  tensors: readonly WrittenTensor[]
): Uint8Array {
  const parts: Uint8Array[] = [];
  const number = (bytes: number, set: (view: DataView) => void) => {
    const part = new Uint8Array(bytes);
    set(new DataView(part.buffer));
    parts.push(part);
  };
  const uint32 = (value: number) => number(4, (view) => view.setUint32(0, value, true));
  const uint64 = (value: number) => number(8, (view) => view.setBigUint64(0, BigInt(value), true));
  const text = (value: string) => {
    const bytes = utf8.encode(value);
    uint64(bytes.length);
    parts.push(bytes);
  };
  const codeOf = (value: number | boolean | string) =>
    typeof value === 'string' ? 8 : typeof value === 'boolean' ? 7 : Number.isInteger(value) ? 4 : 6;
  const scalar = (value: number | boolean | string) => {
    if (typeof value === 'string') text(value);
    else if (typeof value === 'boolean') parts.push(Uint8Array.of(value ? 1 : 0));
    else
      number(4, (view) => (Number.isInteger(value) ? view.setUint32(0, value, true) : view.setFloat32(0, value, true)));
  };

  parts.push(utf8.encode('GGUF'));
  uint32(3);
  uint64(tensors.length);
  uint64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    text(key);
    if (typeof value !== 'object') {
      uint32(codeOf(value));
      scalar(value);
      continue;
    }
    uint32(9);
    uint32(codeOf(value[0]!));
    uint64(value.length);
    for (const element of value) scalar(element);
  }
  let offset = 0;
  for (const { name, dimensions, type, bytes } of tensors) {
    text(name);
    uint32(dimensions.length);
    for (const size of dimensions) uint64(size);
    uint32(TENSOR_LAYOUT[type].code);
    uint64(offset);
    offset += padded(bytes.length);
  }
  const headerLength = parts.reduce((sum, part) => sum + part.length, 0);
  parts.push(new Uint8Array(padded(headerLength) - headerLength));
  for (const { bytes } of tensors) parts.push(bytes, new Uint8Array(padded(bytes.length) - bytes.length));
  return joinBytes(parts);
}

const padded = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;
