// Linear memory as it was at one moment, to be put back between programs that share an interpreter.

export class MemoryImage {
  readonly #memory: WebAssembly.Memory;
  readonly #bytes: Uint8Array;
  readonly #sizeBytes: number;

  constructor(memory: WebAssembly.Memory) {
    const now = new Uint8Array(memory.buffer);
    this.#memory = memory;
    this.#sizeBytes = now.length;
    this.#bytes = now.slice(0, now.findLastIndex((byte) => byte !== 0) + 1);
  }

  /** Memory never shrinks: what was added to it later cannot be taken away. */
  get hasGrown(): boolean {
    return this.#memory.buffer.byteLength !== this.#sizeBytes;
  }

  restore(): void {
    const now = new Uint8Array(this.#memory.buffer);
    now.set(this.#bytes);
    now.fill(0, this.#bytes.length);
  }
}
