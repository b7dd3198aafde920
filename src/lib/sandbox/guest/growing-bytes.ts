// Bytes that are appended to, in one array: a program may write a byte at a time.

export class GrowingBytes {
  #bytes = new Uint8Array(1024);
  length = 0;

  append(bytes: Uint8Array): void {
    const needed = this.length + bytes.length;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.length));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.length);
    this.length = needed;
  }

  /** A copy of what was appended. */
  whole(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  /** A copy of the last `count` bytes at most. */
  tail(count: number): Uint8Array {
    return this.#bytes.slice(Math.max(0, this.length - count), this.length);
  }
}
