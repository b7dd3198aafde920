// Rows that repeat an earlier row once case, white space, Unicode form and key order are set aside.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { HashTable } from './hash-table.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

export class ExactDuplicates implements RowGate {
  /** The line on which each key first stood. */
  private readonly firstLines = new HashTable();

  /** Line of the row taken so far that this row, of any set, repeats; -1 when there is none. */
  lineOf({ hash: [low, high] }: CheckedRow): number {
    return this.firstLines.get(low, high);
  }

  object(row: CheckedRow): Objection | null {
    const { line, hash } = row;
    const earlier = this.lineOf(row);
    if (earlier >= 0) return { message: `This row repeats line ${earlier}.` };
    this.firstLines.set(...hash, line);
    return null;
  }

  result(tally: GateTally, rows: number): GateResult {
    const gate = {
      name: 'exact-duplicates',
      limit: QUALITY_LIMITS.worthlessShare,
      offence: 'repeat an earlier row',
      clean: 'No row repeats an earlier one.'
    } as const;
    return shareResult(gate, tally, rows);
  }
}
