// Fingerprints of public texts: winnowed hashes of word n-grams (Schleimer, Wilkerson & Aiken 2003), kept as a
// Golomb-coded set (BIP 158 uses the same code): sorted, the differences in Rice code.
import { AppError } from '../error/app-error.ts';

export const FINGERPRINT = Object.freeze({
  /** Words of an n-gram: fewer are common phrases, more are gone with one changed word. */
  gram: 6,
  /** n-grams of which the one with the smallest hash is kept: a copied run of gram + window - 1 words is always seen. */
  window: 14,
  /** Shorter texts are not asked about: they are phrases that anybody writes. */
  fewestWords: 10,
  /** Hashes are cut to so many bits: with a million of them, one in 500 unknown n-grams is taken for known. */
  hashBits: 29,
  /** Low bits of a difference that are written as they are: a million hashes are about 2^9 apart. */
  riceBits: 9
});

export interface Fingerprints {
  /** Whether the hash of an n-gram is in the set; about one unknown hash in 500 is taken for known. */
  has(hash: number): boolean;
}

const FORMAT = 'AFP1';
const HEADER_BYTES = 8;

/** Hashes of the n-grams that stand for a text, from the hashes of its words, in the order of their first n-grams. */
export function winnow(words: Uint32Array): number[] {
  const { gram, window } = FINGERPRINT;
  const count = words.length - gram + 1;
  if (count < 1) return [];
  const hashes = Array.from({ length: count }, (_, at) => gramHash(words, at));
  const kept: number[] = [];
  let least = -1;
  for (let start = 0; start <= Math.max(0, count - window); start++) {
    const end = Math.min(count, start + window);
    const from = least < start ? start : end - 1;
    const before = least;
    if (least < start) least = start;
    for (let at = from; at < end; at++) if (hashes[at]! <= hashes[least]!) least = at;
    if (least !== before) kept.push(cut(hashes[least]!));
  }
  return kept;
}

function gramHash(words: Uint32Array, from: number): number {
  let hash = 0;
  for (let at = from; at < from + FINGERPRINT.gram; at++) {
    hash = Math.imul(hash ^ words[at]!, 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** Small hashes were chosen: mixed again before cutting, they spread over the whole range. */
function cut(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) >>> (32 - FINGERPRINT.hashBits);
}

/** The file that holds a set of hashes. */
export function encodeFingerprints(hashes: Iterable<number>): Uint8Array {
  const sorted = [...new Set(hashes)].sort((one, other) => one - other);
  const bits = new BitWriter();
  let before = -1;
  for (const hash of sorted) {
    bits.rice(hash - before - 1);
    before = hash;
  }
  const body = bits.bytes();
  const file = new Uint8Array(HEADER_BYTES + body.length);
  file.set(new TextEncoder().encode(FORMAT));
  new DataView(file.buffer).setUint32(FORMAT.length, sorted.length, true);
  file.set(body, HEADER_BYTES);
  return file;
}

/** Throws AppError `score/invalid-reference`. */
export function decodeFingerprints(file: Uint8Array): Fingerprints {
  if (file.length < HEADER_BYTES || new TextDecoder().decode(file.subarray(0, FORMAT.length)) !== FORMAT)
    throw new AppError('score/invalid-reference', 'The fingerprints of public texts cannot be read.');
  const count = new DataView(file.buffer, file.byteOffset).getUint32(FORMAT.length, true);
  const bits = new BitReader(file.subarray(HEADER_BYTES));
  const sorted = new Uint32Array(Math.min(count, 8 * file.length));
  let hash = -1;
  for (let index = 0; index < sorted.length; index++) sorted[index] = hash += 1 + bits.rice();
  return { has: (wanted) => includes(sorted, wanted) };
}

function includes(sorted: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}

/** Rice code: the high part in ones and a zero, then the low bits. */
class BitWriter {
  private readonly written: number[] = [];
  private byte = 0;
  private used = 0;

  rice(value: number): void {
    for (let ones = value >>> FINGERPRINT.riceBits; ones > 0; ones--) this.bit(1);
    this.bit(0);
    for (let bit = FINGERPRINT.riceBits - 1; bit >= 0; bit--) this.bit((value >>> bit) & 1);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.used === 0 ? this.written : [...this.written, this.byte << (8 - this.used)]);
  }

  private bit(bit: number): void {
    this.byte = (this.byte << 1) | bit;
    if (++this.used < 8) return;
    this.written.push(this.byte);
    this.byte = 0;
    this.used = 0;
  }
}

class BitReader {
  private readonly data: Uint8Array;
  private at = 0;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  rice(): number {
    let high = 0;
    while (this.bit() === 1) high++;
    let low = 0;
    for (let bit = 0; bit < FINGERPRINT.riceBits; bit++) low = (low << 1) | this.bit();
    return (high << FINGERPRINT.riceBits) | low;
  }

  private bit(): number {
    const byte = this.data[this.at >>> 3];
    if (byte === undefined)
      throw new AppError('score/invalid-reference', 'The fingerprints of public texts end too early.');
    return (byte >>> (7 - (this.at++ & 7))) & 1;
  }
}
