// The few SCALE encodings that weights need (little-endian, lengths compact).
import { concatBytes } from '@noble/hashes/utils.js';

export function encodeCompact(value: number): Uint8Array {
  if (value < 2 ** 6) return Uint8Array.of(value << 2);
  if (value < 2 ** 14) return Uint8Array.of(((value << 2) | 1) & 255, value >> 6);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value * 4 + 2, true);
  return bytes;
}

export const encodeU16 = (value: number): Uint8Array => Uint8Array.of(value & 255, value >> 8);

export const encodeU16Vector = (values: readonly number[]): Uint8Array =>
  concatBytes(encodeCompact(values.length), ...values.map(encodeU16));

export function encodeU64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}
