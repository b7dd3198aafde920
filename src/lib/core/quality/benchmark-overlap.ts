// How much of the hidden benchmark stands in a submission: the share of its rows that one submitted row contains nearly whole.
// Only n-grams that one benchmark row has alone are counted: what rows share is their template, which clean data shares too.
import { KEY_SEPARATOR } from './exact-duplicates.ts';
import type { GateResult } from './gate.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { percent } from './row-gate.ts';

const SIEVE_MASK = (1 << 21) - 1;

/**
 * Takes the benchmark's rows first, then the submission's, then answers. Rows come as their `exampleKey`.
 * Asking for one submitted row, not all together, keeps large clean sets of a small domain apart from leaks: 5,000 word
 * problems cover 16 % of a benchmark together and 3.5 % row by row. A benchmark row cut into several submitted rows escapes,
 * but then teaches its pairing no more.
 */
export class BenchmarkOverlap {
  /** Rows that stand in the submission whole are leaked whatever their n-grams. */
  private readonly rowOfKey = new Map<string, number>();
  private readonly leaked: boolean[] = [];
  /** Slot of every n-gram; hashes of 32 bits collide for about one n-gram in 70,000 at 60,000 benchmark n-grams. */
  private readonly slots = new Map<number, number>();
  /** Answers most misses without the table. */
  private readonly mayHave = new Uint8Array(SIEVE_MASK + 1);
  /** The benchmark row that has the n-gram alone, or SHARED. */
  private readonly ownerOf: number[] = [];
  /** The submitted row in which the n-gram was last counted: once a row. */
  private readonly countedIn: number[] = [];
  /** How many n-grams each benchmark row has alone. */
  private readonly ownGrams: number[] = [];
  private submitted = 0;

  addBenchmarkRow(key: string): void {
    const row = this.leaked.push(false) - 1;
    this.ownGrams.push(0);
    this.rowOfKey.set(key, row);
    eachGram(key, (hash) => {
      const slot = this.slots.get(hash);
      if (slot === undefined) {
        this.slots.set(hash, this.slots.size);
        this.mayHave[hash & SIEVE_MASK] = 1;
        this.ownerOf.push(row);
        this.countedIn.push(0);
        this.ownGrams[row]!++;
      } else if (this.ownerOf[slot] !== row && this.ownerOf[slot] !== SHARED) {
        this.ownGrams[this.ownerOf[slot]!]!--;
        this.ownerOf[slot] = SHARED;
      }
    });
  }

  /** Whether this submitted row gives a benchmark row away. All benchmark rows must have been added before. */
  addSubmissionRow(key: string): boolean {
    const submitted = ++this.submitted;
    const hits = new Map<number, number>();
    eachGram(key, (hash) => {
      if (this.mayHave[hash & SIEVE_MASK] === 0) return;
      const slot = this.slots.get(hash);
      if (slot === undefined || this.countedIn[slot] === submitted) return;
      this.countedIn[slot] = submitted;
      const row = this.ownerOf[slot]!;
      if (row !== SHARED) hits.set(row, (hits.get(row) ?? 0) + 1);
    });
    const given = [...hits].filter(([row, count]) => count > QUALITY_LIMITS.overlapCovered * this.ownGrams[row]!);
    const whole = this.rowOfKey.get(key);
    const rows = [...given.map(([row]) => row), ...(whole === undefined ? [] : [whole])];
    for (const row of rows) this.leaked[row] = true;
    return rows.length > 0;
  }

  /** The verdict, by benchmark rows given away. Findings stay empty: they would tell the hidden rows. */
  result(leftOut: number): GateResult {
    const leaked = this.leaked.filter(Boolean).length;
    const value = leaked / this.leaked.length;
    const limit = QUALITY_LIMITS.overlapShare;
    const detail = `${leaked} of ${this.leaked.length} benchmark rows stand in the dataset (${percent(value)}; at most ${percent(limit)} may).`;
    return {
      name: 'benchmark-overlap',
      pass: value <= limit,
      value,
      limit,
      unit: 'share',
      leftOut,
      detail,
      findings: []
    };
  }
}

const SHARED = -1;
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
