// How much of the hidden benchmark stands in a submission: the share of benchmark rows whose n-grams are nearly all covered.
// Only n-grams that one benchmark row has alone are counted: what rows share is their template, which clean data shares too.
import { KEY_SEPARATOR } from './exact-duplicates.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';

interface BenchmarkRow {
  line: number;
  /** Slots of the row's n-grams in the table. */
  slots: Uint32Array;
}

/** A benchmark row and the share of its own n-grams found in the submission; 0 where it has none of its own. */
export interface CoveredRow {
  line: number;
  covered: number;
}

const SIEVE_MASK = (1 << 21) - 1;

/** Takes the benchmark's rows first, then the submission's texts, then answers. Rows come as their `exampleKey`. */
export class BenchmarkOverlap {
  private readonly rows: BenchmarkRow[] = [];
  /** n-gram hash -> slot; hashes of 32 bits collide for about one n-gram in 70,000 at 60,000 benchmark n-grams. */
  private readonly slots = new Map<number, number>();
  /** Answers most misses without the table. */
  private readonly mayHave = new Uint8Array(SIEVE_MASK + 1);
  private readonly found: boolean[] = [];
  /** In how many benchmark rows the slot's n-gram stands. */
  private readonly rowsWith: number[] = [];

  addBenchmarkRow(line: number, key: string): void {
    const slots = new Set<number>();
    eachGram(key, (hash) => {
      let slot = this.slots.get(hash);
      if (slot === undefined) {
        slot = this.slots.size;
        this.slots.set(hash, slot);
        this.mayHave[hash & SIEVE_MASK] = 1;
        this.found.push(false);
        this.rowsWith.push(0);
      }
      slots.add(slot);
    });
    for (const slot of slots) this.rowsWith[slot]!++;
    this.rows.push({ line, slots: Uint32Array.from(slots) });
  }

  addSubmissionRow(key: string): void {
    eachGram(key, (hash) => {
      if (this.mayHave[hash & SIEVE_MASK] === 0) return;
      const slot = this.slots.get(hash);
      if (slot !== undefined) this.found[slot] = true;
    });
  }

  /** Every benchmark row with its covered share, in order. */
  coverage(): CoveredRow[] {
    return this.rows.map(({ line, slots }) => {
      const own = slots.filter((slot) => this.rowsWith[slot] === 1);
      return { line, covered: own.length === 0 ? 0 : own.filter((slot) => this.found[slot]).length / own.length };
    });
  }
}

const BASE = 0x01000193;

/** Hands on the hashes of every n-gram of input and output, each for itself: text around a leaked row must not hide it. */
function eachGram(key: string, take: (hash: number) => void): void {
  for (const text of key.split(KEY_SEPARATOR)) rollingHashes(text, take);
}

/** A text shorter than an n-gram is one n-gram. */
function rollingHashes(text: string, take: (hash: number) => void): void {
  const size = QUALITY_LIMITS.overlapGram;
  let leaving = 1;
  for (let count = 1; count < size; count++) leaving = Math.imul(leaving, BASE);
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    if (at >= size) hash = (hash - Math.imul(spread(text.charCodeAt(at - size)), leaving)) | 0;
    hash = (Math.imul(hash, BASE) + spread(text.charCodeAt(at))) | 0;
    if (at >= size - 1) take(hash);
  }
  if (text.length > 0 && text.length < size) take(hash);
}

/** Spreads character codes over the word: their few low bits would make neighbouring n-grams collide. */
function spread(code: number): number {
  return Math.imul(code + 1, 0x9e3779b1);
}
