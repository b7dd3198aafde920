// Rows whose output only fills the place of an answer.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { fillerReason } from './filler-reason.ts';
import { HashTable } from './hash-table.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

/** What the benchmark itself has as an output is an answer, whatever it looks like. */
export class FillerOutputs implements RowGate {
  private readonly reasonOf: typeof fillerReason;
  private readonly wanted = new HashTable();

  /** @param reasonOf why an output is filler, by the rules of the measure */
  constructor(reasonOf = fillerReason) {
    this.reasonOf = reasonOf;
  }

  addBenchmarkRow({ outputRange: { from, to }, loops }: CheckedRow): void {
    const [low, high] = loops.hash(from, to);
    this.wanted.set(low!, high!, 1);
  }

  object({ key, outputRange: { from, to }, loops }: CheckedRow): Objection | null {
    const output = key.slice(from, to);
    const reason = this.reasonOf(output, loops.words(from, to));
    if (reason === null) return null;
    const [low, high] = loops.hash(from, to);
    return this.wanted.get(low!, high!) >= 0 ? null : { message: reason };
  }

  result(tally: GateTally, rows: number): GateResult {
    const { worthlessShare: limit } = QUALITY_LIMITS;
    return shareResult(
      { name: 'filler-outputs', limit, offence: 'have filler for an output', clean: 'No output is filler.' },
      tally,
      rows
    );
  }
}
