// The tokenizer's loop in TypeScript: what an engine without WebAssembly runs, and what the compiled one is tested against.
import { splitIntoChunks } from './chunk-bytes.ts';
import { FIRST_MERGED_TOKEN, pairKey, type BytePair } from './token-ids.ts';

export interface BytePairLoops {
  /** Any bytes to token ids. */
  encode(bytes: Uint8Array): number[];
}

/** Chunks are short and repeat: remembering this many spares most of the work and bounds the memory. */
const CACHE_MAX_CHUNKS = 20_000;

export class PlainBytePairLoops implements BytePairLoops {
  readonly #ranks = new Map<number, number>();
  readonly #cache = new Map<string, readonly number[]>();

  constructor(merges: readonly BytePair[]) {
    merges.forEach(([left, right], rank) => this.#ranks.set(pairKey(left, right), rank));
  }

  encode(bytes: Uint8Array): number[] {
    const tokens: number[] = [];
    for (const chunk of splitIntoChunks(bytes)) for (const token of this.#encodeChunk(chunk)) tokens.push(token);
    return tokens;
  }

  #encodeChunk(chunk: Uint8Array): readonly number[] {
    const key = String.fromCharCode(...chunk);
    const known = this.#cache.get(key);
    if (known) return known;
    const tokens = this.#merge(Array.from(chunk));
    if (this.#cache.size >= CACHE_MAX_CHUNKS) this.#cache.clear();
    this.#cache.set(key, tokens);
    return tokens;
  }

  /** Joins the earliest-learnt pair, leftmost first, until none is left. */
  #merge(tokens: number[]): number[] {
    while (tokens.length > 1) {
      let bestRank = Infinity;
      let bestIndex = -1;
      for (let index = 0; index + 1 < tokens.length; index++) {
        const rank = this.#ranks.get(pairKey(tokens[index]!, tokens[index + 1]!)) ?? Infinity;
        if (rank < bestRank) [bestRank, bestIndex] = [rank, index];
      }
      if (bestIndex < 0) break;
      tokens.splice(bestIndex, 2, FIRST_MERGED_TOKEN + bestRank);
    }
    return tokens;
  }
}
