// Length of the longest common subsequence, thirty elements at a time (H. Hyyrö, Bit-Parallel LCS-length Computation Revisited,
// AWOCA 2004).

/** Bits of a word: their sum and its carry fit a small integer of the engine. */
const WORD_BITS = 30;
const WORD_MASK = 2 ** WORD_BITS - 1;
/** Symbols that stand this often for every word of the vector have their mask kept. */
const KEPT_FROM_SHARE = 1 / 4;

/** @param left, right symbols by number, from 0 */
export const longestCommonSubsequence = (left: Int32Array, right: Int32Array): number =>
  new SubsequenceTable(left).lengthWith(right);

/** One sequence, to be held against several. */
export class SubsequenceTable {
  private readonly length: number;
  private readonly masks: SymbolMasks;

  /** @param sequence symbols by number, from 0 */
  constructor(sequence: Int32Array) {
    this.length = sequence.length;
    this.masks = new SymbolMasks(sequence);
  }

  lengthWith(other: Int32Array): number {
    if (this.length === 0) return 0;
    // A bit is 0 where the row of the table rises.
    const vector = new Int32Array(this.masks.words).fill(WORD_MASK);
    for (const symbol of other) {
      const mask = this.masks.of(symbol);
      if (mask !== null) addRow(vector, mask);
    }
    return zeroBits(vector, this.length);
  }
}

/** V <- (V + (V & M)) | (V & ~M), the carry passed on from word to word. */
function addRow(vector: Int32Array, mask: Int32Array): void {
  let carry = 0;
  for (let word = 0; word < vector.length; word++) {
    const before = vector[word]!;
    const matches = mask[word]!;
    const sum = before + (before & matches) + carry;
    carry = sum > WORD_MASK ? 1 : 0;
    vector[word] = (sum & WORD_MASK) | (before & ~matches);
  }
}

function zeroBits(vector: Int32Array, count: number): number {
  let zeros = 0;
  for (let at = 0; at < count; at++) if (((vector[Math.floor(at / WORD_BITS)]! >> (at % WORD_BITS)) & 1) === 0) zeros++;
  return zeros;
}

/** Where each symbol of a sequence stands, as bits. */
class SymbolMasks {
  readonly words: number;
  private readonly places = new Map<number, number[]>();
  private readonly kept = new Map<number, Int32Array>();
  private readonly scratch: Int32Array;
  private scratched: readonly number[] = [];

  constructor(sequence: Int32Array) {
    this.words = Math.ceil(sequence.length / WORD_BITS);
    this.scratch = new Int32Array(this.words);
    for (const [at, symbol] of sequence.entries()) {
      const places = this.places.get(symbol);
      if (places === undefined) this.places.set(symbol, [at]);
      else places.push(at);
    }
  }

  /** Valid until the next call; null for a symbol that does not stand there. */
  of(symbol: number): Int32Array | null {
    const places = this.places.get(symbol);
    if (places === undefined) return null;
    const kept = this.kept.get(symbol);
    if (kept !== undefined) return kept;
    if (places.length >= this.words * KEPT_FROM_SHARE) {
      const mask = set(new Int32Array(this.words), places);
      this.kept.set(symbol, mask);
      return mask;
    }
    for (const at of this.scratched) this.scratch[Math.floor(at / WORD_BITS)] = 0;
    this.scratched = places;
    return set(this.scratch, places);
  }
}

function set(mask: Int32Array, places: readonly number[]): Int32Array {
  for (const at of places) mask[Math.floor(at / WORD_BITS)]! |= 1 << (at % WORD_BITS);
  return mask;
}
