// Rows that nearly repeat an earlier row: MinHash signatures in locality-sensitive buckets, at most 16 comparisons a row.
import { MINHASH, minhash, similarity } from './minhash.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import type { CheckedRow, Objection, RowGate } from './row-gate.ts';

/** 16 bands of 8 bins: a pair at similarity .9 shares a band with probability .9999, one at .6 with .24 (then compared). */
const BANDS = 16;
const BINS_PER_BAND = MINHASH.bins / BANDS;

interface Seen {
  line: number;
  signature: Uint32Array;
}

/** Finds near repetitions one row after the other. Deterministic: the same rows in the same order give the same answer. */
export class NearDuplicates implements RowGate {
  readonly name = 'near-duplicates';
  readonly limit = QUALITY_LIMITS.nearDuplicateShare;
  readonly offence = 'nearly repeat an earlier row';
  private readonly buckets = Array.from({ length: BANDS }, () => new Map<number, Seen>());
  private readonly threshold: number;

  constructor(threshold: number = QUALITY_LIMITS.nearDuplicateSimilarity) {
    this.threshold = threshold;
  }

  /** The near repetition this row is, or null. A near repetition does not become a model for later rows. */
  object({ example: { line }, key }: CheckedRow): Objection | null {
    const signature = minhash(key);
    const keys = this.buckets.map((_, band) => bandKey(signature, band));
    for (const [band, bucket] of this.buckets.entries()) {
      const earlier = bucket.get(keys[band]!);
      if (earlier !== undefined && similarity(signature, earlier.signature) >= this.threshold)
        return { message: `This row nearly repeats line ${earlier.line}.` };
    }
    const seen: Seen = { line, signature };
    for (const [band, bucket] of this.buckets.entries()) if (!bucket.has(keys[band]!)) bucket.set(keys[band]!, seen);
    return null;
  }
}

/** FNV-1a over a band's bins. Bands that collide cost a comparison, no more. */
function bandKey(signature: Uint32Array, band: number): number {
  let hash = 0x811c9dc5;
  for (let bin = band * BINS_PER_BAND; bin < (band + 1) * BINS_PER_BAND; bin++)
    hash = Math.imul(hash ^ signature[bin]!, 0x01000193);
  return hash;
}
