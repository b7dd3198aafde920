// Rows of a submission that give a row of the hidden benchmark away: the same row, or nearly all of its 13-character n-grams.
// Only n-grams that one benchmark row has alone are counted: what rows share is their template, which clean data shares too.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from './gate.ts';
import { HashTable } from './hash-table.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { percent, type GateTally, type Objection, type RowGate } from './row-gate.ts';

/** In place of an owner: several benchmark rows have the n-gram. */
const SHARED = 0x7fffffff;

interface Own {
  grams: number;
  outputGrams: number;
}

/**
 * Takes the benchmark's rows first, then the submission's. Asking for one submitted row, not all together, keeps large
 * clean sets of a small domain apart from leaks: 5,000 word problems cover 16 % of a benchmark together and 3.5 % row by
 * row. A benchmark row cut into several submitted rows escapes, but then teaches its pairing no more.
 */
export class BenchmarkOverlap implements RowGate {
  /** Owner of each n-gram, twice, plus 1 where the n-gram stands in the owner's output. */
  private readonly ownerOf = new HashTable();
  private readonly own: Own[] = [];
  /** Benchmark rows by their key: those that stand in the submission whole are leaked whatever their n-grams. */
  private readonly rowOfKey = new HashTable();
  private readonly leaked = new Set<number>();

  addBenchmarkRow({ inputRange, outputRange, hash: [low, high], loops }: CheckedRow): void {
    const row = this.own.push({ grams: 0, outputGrams: 0 }) - 1;
    this.rowOfKey.set(low, high, row);
    for (const [isOutput, { from, to }] of [
      [0, inputRange],
      [1, outputRange]
    ] as const) {
      for (const gram of loops.grams(from, to, false)) {
        loops.sieve(gram);
        this.claim(gram, row, isOutput);
      }
    }
  }

  object({ inputRange, outputRange, hash: [low, high], loops }: CheckedRow): Objection | null {
    const hits = new Map<number, Set<number>>();
    const outputHits = new Map<number, Set<number>>();
    this.collect(loops.grams(inputRange.from, inputRange.to, true), [hits]);
    this.collect(loops.grams(outputRange.from, outputRange.to, true), [hits, outputHits]);
    const whole = this.rowOfKey.get(low, high);
    const given = [...hits.keys()].filter((row) => this.isGiven(row, hits.get(row)!, outputHits.get(row)));
    if (whole >= 0) given.push(whole);
    for (const row of given) this.leaked.add(row);
    return given.length > 0 ? { message: 'This row gives a hidden row away.' } : null;
  }

  /** Counts benchmark rows, not submitted ones. Findings stay empty: they would tell the hidden rows. */
  result({ count }: GateTally, rows: number): GateResult {
    const { overlapShare, overlapShareAtRows, overlapAlways, worthlessShare } = QUALITY_LIMITS;
    const value = this.leaked.size / this.own.length;
    const limit = Math.min(worthlessShare, overlapShare * Math.max(1, rows / overlapShareAtRows));
    return {
      name: 'benchmark-overlap',
      pass: value < limit || (this.leaked.size < overlapAlways && value < worthlessShare),
      value,
      limit,
      unit: 'share',
      leftOut: count,
      detail: `${this.leaked.size} of ${this.own.length} benchmark rows stand in the dataset (${percent(value)}; fewer than ${percent(limit)} may).`,
      findings: []
    };
  }

  private claim(gram: number, row: number, isOutput: 0 | 1): void {
    const owner = this.ownerOf.get(gram, 0);
    if (owner === SHARED || (owner >= 0 && owner >> 1 === row && (owner & 1) >= isOutput)) return;
    if (owner >= 0) this.count(owner >> 1, owner & 1, -1);
    const isOwn = owner < 0 || owner >> 1 === row;
    this.ownerOf.set(gram, 0, isOwn ? row * 2 + isOutput : SHARED);
    if (isOwn) this.count(row, isOutput, 1);
  }

  private count(row: number, isOutput: number, step: number): void {
    this.own[row]!.grams += step;
    if (isOutput === 1) this.own[row]!.outputGrams += step;
  }

  private collect(grams: Uint32Array, into: Map<number, Set<number>>[]): void {
    for (const gram of grams) {
      const owner = this.ownerOf.get(gram, 0);
      if (owner < 0 || owner === SHARED) continue;
      const [all, outputs] = into;
      addTo(all!, owner >> 1, gram);
      if (outputs !== undefined && (owner & 1) === 1) addTo(outputs, owner >> 1, gram);
    }
  }

  private isGiven(row: number, hits: Set<number>, outputHits: Set<number> | undefined): boolean {
    const { grams, outputGrams } = this.own[row]!;
    const { overlapCovered, overlapOutputGrams } = QUALITY_LIMITS;
    if (hits.size > overlapCovered * grams) return true;
    return outputGrams >= overlapOutputGrams && (outputHits?.size ?? 0) > overlapCovered * outputGrams;
  }
}

function addTo(sets: Map<number, Set<number>>, key: number, value: number): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
