// Rows of a submission that give a row of the hidden benchmark away: the same row, or nearly all of its 13-character n-grams.
// Only n-grams that one benchmark row has alone are counted: what rows share is their template, which clean data shares too.
// What many rows of the set begin with gives nothing away either, hidden row or not.
import type { CheckedRow, KeyRange } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { HashTable } from './hash-table.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { percent, type GateTally, type Objection, type RowGate } from './row-gate.ts';

/** In place of an owner: several benchmark rows have the n-gram. */
const SHARED = 0x7fffffff;

/** A benchmark row: its different n-grams, those of its output, and how many of each no other row has. */
interface HiddenRow {
  grams: Uint32Array;
  outputGrams: Uint32Array;
  own: number;
  outputOwn: number;
}

/**
 * Takes the benchmark's rows first, then the submission's. Asking for one submitted row, not all together, keeps large
 * clean sets of a small domain apart from leaks: 5,000 word problems cover 16 % of a benchmark together and 3.5 % row by
 * row. A benchmark row cut into several submitted rows escapes, but then teaches its pairing no more.
 */
export class BenchmarkOverlap implements RowGate {
  /** The row that has an n-gram alone, or SHARED. */
  private readonly ownerOf = new HashTable();
  private readonly hidden: HiddenRow[] = [];
  /** Benchmark rows by their key: those that stand in the submission whole are leaked whatever their n-grams. */
  private readonly rowOfKey = new HashTable();
  private readonly leaked = new Set<number>();
  private covered: number = QUALITY_LIMITS.overlapCovered;

  addBenchmarkRow({ own: { inputRange, outputRange }, hash: [low, high], loops }: CheckedRow): void {
    const input = loops.grams(inputRange.from, inputRange.to, false).slice();
    const outputGrams = Uint32Array.from(new Set(loops.grams(outputRange.from, outputRange.to, false)));
    const grams = Uint32Array.from(new Set([...input, ...outputGrams]));
    const row = this.hidden.push({ grams, outputGrams, own: 0, outputOwn: 0 }) - 1;
    this.rowOfKey.set(low, high, row);
    for (const gram of grams) {
      loops.sieve(gram);
      this.ownerOf.set(gram, 0, this.ownerOf.get(gram, 0) < 0 ? row : SHARED);
    }
  }

  /**
   * Ends the benchmark's rows.
   * @param isNarrow whether rows of the domain are nearly alike by themselves: then only closer ones count as leaked
   */
  endBenchmark(isNarrow: boolean): void {
    if (isNarrow) this.covered = QUALITY_LIMITS.overlapCoveredOfNarrow;
    for (const [row, hidden] of this.hidden.entries()) {
      hidden.own = this.countOwn(hidden.grams, row);
      hidden.outputOwn = this.countOwn(hidden.outputGrams, row);
    }
  }

  object({ inputRange, outputRange, own, hash: [low, high], loops }: CheckedRow): Objection | null {
    const input = new Set<number>();
    const output = new Set<number>();
    const gather = (grams: Set<number>, { from, to }: KeyRange) => {
      for (const gram of loops.grams(from, to, true)) grams.add(gram);
    };
    gather(input, inputRange);
    gather(output, outputRange);
    if (own.inputRange !== inputRange) {
      // A text shorter than an n-gram is one, so what is left of a row can have others than the row.
      gather(input, own.inputRange);
      gather(output, own.outputRange);
    }
    const whole = this.rowOfKey.get(low, high);
    const given = whole >= 0 ? [whole] : [];
    const all = new Set([...input, ...output]);
    const ofOutput = this.countByOwner(output);
    for (const [row, count] of this.countByOwner(all))
      if (this.mayBeGiven(row, count, ofOutput.get(row) ?? 0) && this.isGiven(row, all, output)) given.push(row);
    for (const row of given) this.leaked.add(row);
    return given.length > 0 ? { message: 'This row gives a hidden row away.' } : null;
  }

  /** Counts benchmark rows, not submitted ones. Findings stay empty: they would tell the hidden rows. */
  result({ count }: GateTally, rows: number): GateResult {
    const { overlapShare, overlapShareAtRows, overlapAlways, worthlessShare } = QUALITY_LIMITS;
    const value = this.leaked.size / this.hidden.length;
    const limit = Math.min(worthlessShare, overlapShare * Math.max(1, rows / overlapShareAtRows));
    return {
      name: 'benchmark-overlap',
      pass: value < limit || (this.leaked.size < overlapAlways && value < worthlessShare),
      value,
      limit,
      unit: 'share',
      leftOut: count,
      detail: `${this.leaked.size} of ${this.hidden.length} benchmark rows stand in the dataset (${percent(value)}; fewer than ${percent(limit)} may).`,
      findings: []
    };
  }

  /** How many n-grams each hidden row has alone, of those given. */
  private countByOwner(grams: Set<number>): Map<number, number> {
    const counts = new Map<number, number>();
    for (const gram of grams) {
      const owner = this.ownerOf.get(gram, 0);
      if (owner >= 0 && owner !== SHARED) counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
    return counts;
  }

  /** Whether enough of a row's own n-grams are there that the others need to be looked at. */
  private mayBeGiven(row: number, all: number, ofOutput: number): boolean {
    const { own, outputOwn } = this.hidden[row]!;
    return all > this.covered * own || ofOutput > this.covered * outputOwn;
  }

  private countOwn(grams: Iterable<number>, row: number): number {
    let own = 0;
    for (const gram of grams) if (this.ownerOf.get(gram, 0) === row) own++;
    return own;
  }

  /** Nearly all n-grams of the row or of a long output are there, those that it has alone and those of its template. */
  private isGiven(row: number, all: Set<number>, output: Set<number>): boolean {
    const { grams, outputGrams, own, outputOwn } = this.hidden[row]!;
    if (this.covers(all, grams, own, row)) return true;
    return outputOwn >= QUALITY_LIMITS.overlapOutputGrams && this.covers(output, outputGrams, outputOwn, row);
  }

  private covers(found: Set<number>, wanted: Uint32Array, own: number, row: number): boolean {
    const present = wanted.filter((gram) => found.has(gram));
    return present.length > this.covered * wanted.length && this.countOwn(present, row) > this.covered * own;
  }
}
