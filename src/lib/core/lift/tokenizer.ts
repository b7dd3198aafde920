// The reference model's byte-level byte-pair tokenizer (Sennrich et al. 2016, on bytes): lossless on any byte string.
import { AppError } from '../error/app-error.ts';
import { splitIntoChunks } from './chunk-bytes.ts';

/** Ids above the 256 bytes; the merges follow. */
export const START_TOKEN = 256;
export const OUTPUT_TOKEN = 257;
export const END_TOKEN = 258;
export const FIRST_MERGED_TOKEN = 259;

/** Two ids that become one, in the order they were learnt. */
export type BytePair = readonly [left: number, right: number];

/** Chunks are short and repeat: remembering this many spares most of the work and bounds the memory. */
const CACHE_MAX_CHUNKS = 20_000;

export class Tokenizer {
  readonly vocabularySize: number;
  readonly #ranks = new Map<number, number>();
  readonly #bytesOfToken: Uint8Array[] = [];
  readonly #cache = new Map<string, readonly number[]>();

  /** Throws `score/invalid-tokenizer` if a merge names an id that does not exist yet. */
  constructor(merges: readonly BytePair[]) {
    this.vocabularySize = FIRST_MERGED_TOKEN + merges.length;
    for (let byte = 0; byte < 256; byte++) this.#bytesOfToken.push(Uint8Array.of(byte));
    for (let token = START_TOKEN; token < FIRST_MERGED_TOKEN; token++) this.#bytesOfToken.push(new Uint8Array());
    merges.forEach(([left, right], index) => {
      const known = FIRST_MERGED_TOKEN + index;
      const isMergeable = (token: number) =>
        Number.isInteger(token) && token >= 0 && token < known && !(token >= START_TOKEN && token <= END_TOKEN);
      if (!isMergeable(left) || !isMergeable(right)) {
        throw new AppError(
          'score/invalid-tokenizer',
          `Merge ${index} of the tokenizer joins ids that do not exist yet.`
        );
      }
      this.#ranks.set(pairKey(left, right), index);
      this.#bytesOfToken.push(Uint8Array.of(...this.#bytesOfToken[left]!, ...this.#bytesOfToken[right]!));
    });
  }

  /** Any bytes to token ids. */
  encode(bytes: Uint8Array): number[] {
    const tokens: number[] = [];
    for (const chunk of splitIntoChunks(bytes)) for (const token of this.#encodeChunk(chunk)) tokens.push(token);
    return tokens;
  }

  /** The exact bytes that were encoded; special tokens stand for none. Throws `score/unknown-token`. */
  decode(tokens: readonly number[]): Uint8Array {
    const parts = tokens.map((token) => this.#bytes(token));
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    return bytes;
  }

  /** How many bytes a token stands for; 0 for the special ones. */
  byteLength(token: number): number {
    return this.#bytes(token).length;
  }

  #bytes(token: number): Uint8Array {
    const bytes = this.#bytesOfToken[token];
    if (!bytes) throw new AppError('score/unknown-token', `The tokenizer has no token ${token}.`);
    return bytes;
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

export const pairKey = (left: number, right: number): number => left * 65_536 + right;
