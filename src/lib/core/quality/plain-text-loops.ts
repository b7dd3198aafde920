// The text loops in TypeScript: what an engine without WebAssembly runs, and what the compiled ones are tested against.
import { TEXT_LOOPS } from './text-loop-sizes.ts';

/** Ranges are UTF-16 units of the text given to `take` last. Arrays are valid until the next call. */
export interface TextLoops {
  /** The text that the other calls look at. */
  take(text: string): void;
  /** Two 32-bit hashes of a range. */
  hash(from: number, to: number): Uint32Array;
  /** One-permutation MinHash (Shrivastava & Li 2014) of character shingles; shorter texts are one shingle. */
  minhash(from: number, to: number): Uint8Array;
  /** The same of words and neighbouring pairs of words. */
  wordSignature(from: number, to: number): Uint8Array;
  /** A hash of each word: runs of letters and digits, every run of digits counting the same, other scripts a unit each. */
  words(from: number, to: number): Uint32Array;
  /** Rolling hashes of the n-grams; with `sieved` those that the sieve may know. A shorter text is one n-gram. */
  grams(from: number, to: number, sieved: boolean): Uint32Array;
  /** Makes a hash known to the sieve. */
  sieve(hash: number): void;
}

const { bins: BINS, shingle: SHINGLE, gram: GRAM, sieveBits } = TEXT_LOOPS;
const SIEVE_MASK = sieveBits - 1;
const EMPTY = 0xffffffff;
const ROTATION = 0x9e3779b1;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const FIRST_FACTOR = 0x9e3779b1;
const SECOND_FACTOR = 0x85ebca77;
const THIRD_FACTOR = 0xc2b2ae3d;
const LOW_FACTOR = 0x85ebca6b;
const HIGH_FACTOR = 0xc2b2ae35;
const DIGIT_MARK = 0x23;

export class PlainTextLoops implements TextLoops {
  private text = '';
  private readonly bins = new Uint32Array(BINS);
  private readonly known = new Uint8Array(SIEVE_MASK + 1);

  take(text: string): void {
    this.text = text;
  }

  hash(from: number, to: number): Uint32Array {
    let low = FNV_BASIS ^ (to - from);
    let high = ROTATION;
    for (let at = from; at < to; at += 4) {
      low = Math.imul(low ^ this.pair(at, to) ^ (high >>> 7), LOW_FACTOR);
      high = Math.imul(high ^ this.pair(at + 2, to) ^ (low >>> 9), HIGH_FACTOR);
    }
    return Uint32Array.of(mix(low ^ (high >>> 16)), mix(high));
  }

  minhash(from: number, to: number): Uint8Array {
    this.bins.fill(EMPTY);
    for (let start = from; start <= Math.max(from, to - SHINGLE); start++) {
      const first = Math.imul(this.pair(start, to), FIRST_FACTOR);
      const second = Math.imul(this.pair(start + 2, to), SECOND_FACTOR);
      this.offer(mix((first ^ second) + Math.imul(this.unit(start + 4, to), THIRD_FACTOR)));
    }
    return this.signature();
  }

  wordSignature(from: number, to: number): Uint8Array {
    this.bins.fill(EMPTY);
    const words = this.words(from, to);
    for (const [index, word] of words.entries()) {
      this.offer(mix(word));
      if (index > 0) this.offer(mix((Math.imul(words[index - 1]!, ROTATION) + word) >>> 0));
    }
    if (words.length === 0) this.offer(0);
    return this.signature();
  }

  words(from: number, to: number): Uint32Array {
    const words: number[] = [];
    let hash = FNV_BASIS;
    let inWord = false;
    const add = (code: number) => (hash = Math.imul(hash ^ code, FNV_PRIME));
    const end = () => {
      if (inWord) words.push(mix(hash));
      hash = FNV_BASIS;
      inWord = false;
    };
    for (let at = from; at < to; at++) {
      const code = this.text.charCodeAt(at);
      if (isDigit(code)) {
        if (!inWord || at === from || !isDigit(this.text.charCodeAt(at - 1))) add(DIGIT_MARK);
        inWord = true;
      } else if (isLetter(code)) {
        add(code);
        inWord = true;
      } else {
        end();
        if (code < 0x2e80) continue;
        add(code);
        inWord = true;
        end();
      }
    }
    end();
    return Uint32Array.from(words);
  }

  grams(from: number, to: number, sieved: boolean): Uint32Array {
    let leaving = 1;
    for (let index = 1; index < GRAM; index++) leaving = Math.imul(leaving, FNV_PRIME);
    const hashes: number[] = [];
    let hash = 0;
    for (let at = from; at < to; at++) {
      if (at - from >= GRAM) hash -= Math.imul(spread(this.text.charCodeAt(at - GRAM)), leaving);
      hash = (Math.imul(hash, FNV_PRIME) + spread(this.text.charCodeAt(at))) >>> 0;
      const whole = at - from >= GRAM - 1 || (to - from < GRAM && at === to - 1);
      if (whole && (!sieved || this.known[hash & SIEVE_MASK] === 1)) hashes.push(hash);
    }
    return Uint32Array.from(hashes);
  }

  sieve(hash: number): void {
    this.known[hash & SIEVE_MASK] = 1;
  }

  /** A unit, 0 past the end. */
  private unit(at: number, to: number): number {
    return at < to ? this.text.charCodeAt(at) : 0;
  }

  private pair(at: number, to: number): number {
    return this.unit(at, to) | (this.unit(at + 1, to) << 16);
  }

  private offer(hash: number): void {
    const bin = hash & (BINS - 1);
    const value = hash >>> 7;
    if (value < this.bins[bin]!) this.bins[bin] = value;
  }

  /** Empty bins borrow from the next full one to their right, marked by the distance; the low bytes are the signature. */
  private signature(): Uint8Array {
    const signature = new Uint8Array(BINS);
    let value = EMPTY;
    let distance = 0;
    for (const isLastRound of [false, true]) {
      for (let bin = BINS - 1; bin >= 0; bin--) {
        distance = this.bins[bin] === EMPTY ? distance + 1 : 0;
        if (distance === 0) value = this.bins[bin]!;
        if (isLastRound) signature[bin] = value + Math.imul(distance, ROTATION);
      }
    }
    return signature;
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x80 && code < 0x2e80);

/** Murmur3's finaliser: spreads every input bit over the word. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Spreads character codes over the word: their few low bits would make neighbouring n-grams collide. */
const spread = (code: number): number => Math.imul(code + 1, ROTATION);
