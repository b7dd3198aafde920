// Reads SCALE bytes and refuses what does not fit: input comes from strangers over the wire.
import { AppError } from '#lib/core/error/app-error.ts';

export class ScaleReader {
  readonly bytes: Uint8Array;
  offset: number;
  /** Nesting of calls inside calls, bounded where recursion is possible. */
  depth = 0;

  constructor(bytes: Uint8Array, offset = 0) {
    this.bytes = bytes;
    this.offset = offset;
  }

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  /** The next `length` bytes, copied. */
  take(length: number): Uint8Array {
    if (length > this.remaining) throw scaleError(`${length} bytes are missing`, this.offset);
    const taken = this.bytes.slice(this.offset, this.offset + length);
    this.offset += length;
    return taken;
  }

  /** An unsigned integer of `size` <= 6 bytes. */
  small(size: number): number {
    if (size > this.remaining) throw scaleError(`${size} bytes are missing`, this.offset);
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + this.bytes[this.offset + i]!;
    this.offset += size;
    return value;
  }

  /** An unsigned integer of any size. */
  big(size: number): bigint {
    if (size > this.remaining) throw scaleError(`${size} bytes are missing`, this.offset);
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.bytes[this.offset + i]!);
    this.offset += size;
    return value;
  }

  compact(): bigint {
    const first = this.small(1);
    const mode = first & 3;
    if (mode === 0) return BigInt(first >> 2);
    if (mode === 1) return BigInt((first >> 2) + this.small(1) * 64);
    if (mode === 2) return BigInt((first >> 2) + this.small(3) * 64);
    return this.big((first >> 2) + 4);
  }

  /** A compact count of items of at least `itemSize` bytes; refused when the input cannot hold them. */
  count(itemSize: number): number {
    const at = this.offset;
    const count = this.compact();
    if (count * BigInt(itemSize) > BigInt(this.remaining))
      throw scaleError(`a list of ${count} items does not fit`, at);
    if (count > 16_777_216n) throw scaleError(`a list of ${count} items is too long`, at);
    return Number(count);
  }
}

export function scaleError(what: string, offset: number): AppError {
  return new AppError('devnet/scale-invalid', `The bytes are not what the type says: ${what} at offset ${offset}.`, {
    details: { offset }
  });
}
