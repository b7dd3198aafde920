// The tokenizer's hot loop, compiled from wasm/assembly/byte-pairs.ts.
import { type BytePairLoops, PlainBytePairLoops } from './plain-byte-pair-loops.ts';
import { KERNEL_BASE64 } from '../../../../wasm/byte-pairs-kernel.ts';
import { loadKernel } from '../load-kernel.ts';
import { FIRST_MERGED_TOKEN, type BytePair } from './token-ids.ts';

interface Kernel {
  bytesAt(): number;
  tokensAt(): number;
  emptyTable(slots: number, firstMerged: number): void;
  addPair(left: number, right: number, rank: number): void;
  reserve(bytes: number): void;
  encode(bytes: number): number;
}

/** Compiled where the engine can, else plain. Merges join ids below 65,536. */
export function createBytePairLoops(merges: readonly BytePair[]): BytePairLoops {
  const kernel = loadKernel<Kernel>(KERNEL_BASE64);
  return kernel === null ? new PlainBytePairLoops(merges) : new CompiledBytePairLoops(kernel, merges);
}

class CompiledBytePairLoops implements BytePairLoops {
  readonly #kernel: Kernel & { memory: WebAssembly.Memory };
  #room = 0;

  constructor(kernel: Kernel & { memory: WebAssembly.Memory }, merges: readonly BytePair[]) {
    this.#kernel = kernel;
    kernel.emptyTable(2 ** Math.ceil(Math.log2(2 * merges.length + 2)), FIRST_MERGED_TOKEN);
    merges.forEach(([left, right], rank) => kernel.addPair(left, right, rank));
  }

  encode(bytes: Uint8Array): number[] {
    const kernel = this.#kernel;
    if (bytes.length > this.#room || this.#room === 0) kernel.reserve((this.#room = 2 * bytes.length + 1024));
    new Uint8Array(kernel.memory.buffer, kernel.bytesAt(), bytes.length).set(bytes);
    const count = kernel.encode(bytes.length);
    const encoded = new Uint32Array(kernel.memory.buffer, kernel.tokensAt(), count);
    const tokens = new Array<number>(count);
    for (let index = 0; index < count; index++) tokens[index] = encoded[index]!;
    return tokens;
  }
}
