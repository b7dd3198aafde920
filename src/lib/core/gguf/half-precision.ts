// Numbers of IEEE 754 half precision (binary16), from their bits.

/** Exact. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The half-precision number at `offset`, little-endian. */
export const halfAt = (bytes: Uint8Array, offset: number): number =>
  halfToNumber(bytes[offset]! | (bytes[offset + 1]! << 8));
