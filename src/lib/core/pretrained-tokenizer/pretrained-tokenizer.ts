// A pretrained model's byte-level byte-pair tokenizer, GPT-2 style, from its tables.
import { joinBytes } from '../encoding/join-bytes.ts';
import { AppError } from '../error/app-error.ts';
import { BYTE_CHARACTERS, bytesOfToken } from './byte-alphabet.ts';
import { mergePairs, MergeTable } from './merge-pairs.ts';
import { splitWords } from './split-words.ts';

export interface TokenizerTables {
  /** The text of each token, bytes written as GPT-2 does. */
  tokens: readonly string[];
  /** "left right", in the order in which they were learnt. */
  merges: readonly string[];
  /** Marks such as the end of a message: they stand for no text, and no text gives them. */
  special: ReadonlySet<number>;
  /** For bytes that have no token; null where every byte has one. */
  unknown: number | null;
}

const utf8 = new TextEncoder();
/** Words repeat: remembering this many short ones spares most of the work and bounds the memory. */
const CACHE_MAX_WORDS = 50_000;
const CACHED_MAX_LENGTH = 32;
const NOTHING = new Uint8Array(0);

export class PretrainedTokenizer {
  /** Bytes that have no token of their own, rising: they become the unknown token and cannot be given back. */
  readonly bytesWithoutToken: readonly number[];
  readonly #bytesOf: readonly Uint8Array[];
  readonly #idOf: ReadonlyMap<string, number>;
  readonly #special: ReadonlySet<number>;
  readonly #merges = new MergeTable();
  readonly #tokenOfByte: Int32Array;
  readonly #cache = new Map<string, readonly number[]>();

  /** Throws AppError `score/invalid-tokenizer` naming the token or merge. */
  constructor({ tokens, merges, special, unknown }: TokenizerTables) {
    this.#special = special;
    this.#idOf = new Map(tokens.map((text, id) => [text, id]));
    if (this.#idOf.size !== tokens.length) throw invalid('Two tokens have the same text.');
    this.#bytesOf = tokens.map((text, id) => {
      const bytes = special.has(id) ? NOTHING : bytesOfToken(text);
      if (bytes === null || (bytes.length === 0 && !special.has(id)))
        throw invalid(`The text of token ${id} stands for no bytes.`);
      return bytes;
    });
    const ordinary = (text: string) => {
      const id = this.#idOf.get(text);
      return id === undefined || special.has(id) ? undefined : id;
    };
    this.#tokenOfByte = Int32Array.from(BYTE_CHARACTERS, (character) => ordinary(character) ?? unknown ?? -1);
    this.bytesWithoutToken = BYTE_CHARACTERS.flatMap((text, byte) => (ordinary(text) === undefined ? [byte] : []));
    if (unknown === null && this.bytesWithoutToken.length > 0)
      throw invalid(`Byte ${this.bytesWithoutToken[0]} has no token, and there is none for what is unknown.`);
    merges.forEach((merge, index) => {
      const [left, right, ...more] = merge.split(' ');
      const ids = [left, right, `${left}${right}`].map((text) => ordinary(text ?? ''));
      if (more.length > 0 || ids.includes(undefined)) throw invalid(`Merge ${index} joins what are no tokens.`);
      if (!this.#merges.add(...(ids as [number, number, number]))) throw invalid(`Merge ${index} stands there twice.`);
    });
  }

  get vocabularySize(): number {
    return this.#bytesOf.length;
  }

  /**
   * A text's tokens, none of them special, whatever it says; but for {@link bytesWithoutToken}, which become the unknown token, and
   * that may be a special one. Lone halves of surrogate pairs are read as U+FFFD.
   */
  encode(text: string): number[] {
    const tokens: number[] = [];
    for (const word of splitWords(text)) for (const token of this.#encodeWord(word)) tokens.push(token);
    return tokens;
  }

  /** The UTF-8 that was encoded, but for {@link bytesWithoutToken}. Throws AppError `score/unknown-token`. */
  decode(tokens: readonly number[]): Uint8Array {
    return joinBytes(tokens.map((token) => this.#bytes(token)));
  }

  /** Bytes that a token stands for; 0 for a special one. Throws AppError `score/unknown-token`. */
  byteLength(token: number): number {
    return this.#bytes(token).length;
  }

  /** The special token of that name, such as `<|im_end|>`. Throws AppError `score/invalid-tokenizer`. */
  specialToken(name: string): number {
    const id = this.#idOf.get(name);
    if (id === undefined || !this.#special.has(id)) throw invalid(`It has no special token ${name}.`);
    return id;
  }

  #encodeWord(word: string): readonly number[] {
    if (word.length > CACHED_MAX_LENGTH) return this.#mergeWord(word);
    const known = this.#cache.get(word);
    if (known) return known;
    const tokens = this.#mergeWord(word);
    if (this.#cache.size >= CACHE_MAX_WORDS) this.#cache.clear();
    this.#cache.set(word, tokens);
    return tokens;
  }

  #mergeWord(word: string): number[] {
    const bytes = utf8.encode(word);
    return mergePairs(
      Int32Array.from(bytes, (byte) => this.#tokenOfByte[byte]!),
      this.#merges
    );
  }

  #bytes(token: number): Uint8Array {
    const bytes = this.#bytesOf[token];
    if (!bytes) throw new AppError('score/unknown-token', `The tokenizer has no token ${token}.`);
    return bytes;
  }
}

function invalid(what: string): AppError {
  return new AppError('score/invalid-tokenizer', `The model's tokenizer cannot be used. ${what}`);
}
