// Growable buffer for SCALE, the codec of Substrate (little endian, length-prefixed, nothing self-describing).

export class ScaleWriter {
  private buffer = new Uint8Array(256);
  private length = 0;

  /** Appends `bytes` as they are. */
  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Appends the low `size` bytes of `value`, little endian. `size` <= 6. */
  small(value: number, size: number): void {
    this.reserve(size);
    for (let rest = value, i = 0; i < size; i++) {
      this.buffer[this.length++] = rest & 0xff;
      rest = Math.floor(rest / 256);
    }
  }

  /** Appends `value` as `size` little-endian bytes in two's complement. */
  big(value: bigint, size: number): void {
    this.reserve(size);
    for (let rest = BigInt.asUintN(size * 8, value), i = 0; i < size; i++) {
      this.buffer[this.length++] = Number(rest & 0xffn);
      rest >>= 8n;
    }
  }

  /** Appends a compact integer: 1, 2, 4 or 5..67 bytes by its size. */
  compact(value: number | bigint): void {
    const big = BigInt(value);
    if (big < 0n) throw new RangeError(`A compact integer cannot be negative: ${value}.`);
    if (big < 64n) return this.small(Number(big) * 4, 1);
    if (big < 16_384n) return this.small(Number(big) * 4 + 1, 2);
    if (big < 1_073_741_824n) return this.small(Number(big) * 4 + 2, 4);
    const size = Math.max(4, Math.ceil(big.toString(16).length / 2));
    this.small((size - 4) * 4 + 3, 1);
    this.big(big, size);
  }

  /** Forgets what was appended, to be used again. */
  reset(): void {
    this.length = 0;
  }

  /** A copy of everything appended so far. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private reserve(extra: number): void {
    const needed = this.length + extra;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }
}
