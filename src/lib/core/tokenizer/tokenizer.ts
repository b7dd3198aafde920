// The reference model's byte-level byte-pair tokenizer (Sennrich et al. 2016, on bytes): lossless on any byte string.
import { joinBytes } from '../encoding/join-bytes.ts';
import { AppError } from '../error/app-error.ts';
import { createBytePairLoops } from './byte-pair-loops.ts';
import { type BytePairLoops } from './plain-byte-pair-loops.ts';
import { END_TOKEN, FIRST_MERGED_TOKEN, START_TOKEN, type BytePair } from './token-ids.ts';

export class Tokenizer {
  readonly vocabularySize: number;
  readonly #bytesOfToken: Uint8Array[] = [];
  readonly #loops: BytePairLoops;

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
      this.#bytesOfToken.push(Uint8Array.of(...this.#bytesOfToken[left]!, ...this.#bytesOfToken[right]!));
    });
    this.#loops = createBytePairLoops(merges);
  }

  /** Any bytes to token ids. */
  encode(bytes: Uint8Array): number[] {
    return this.#loops.encode(bytes);
  }

  /** The exact bytes that were encoded; special tokens stand for none. Throws `score/unknown-token`. */
  decode(tokens: readonly number[]): Uint8Array {
    return joinBytes(tokens.map((token) => this.#bytes(token)));
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
}
