// A gate that judges one row at a time: what it objects to is left out of training and counts as worthless.
import type { Example } from '../dataset/example.ts';
import type { GateFinding, GateName, GateResult } from './gate.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';

/** A row that satisfies the schema, as the gates see it. */
export interface CheckedRow {
  example: Example;
  /** Its `exampleKey`: equal for rows that a reader would call the same. */
  key: string;
}

/** What a gate says about a row it leaves out. */
export type Objection = Omit<GateFinding, 'line'>;

export interface RowGate {
  readonly name: GateName;
  /** Largest share of the file's rows that may be left out before the whole dataset fails. */
  readonly limit: number;
  /** What the rows left out have done, after "12 of 500 rows ...". */
  readonly offence: string;
  /** Why this row is left out, or null. Called once a row, in the file's order. */
  object(row: CheckedRow): Objection | null;
}

/** The first findings of a gate and the count of all. */
export class GateTally {
  readonly findings: GateFinding[] = [];
  count = 0;

  add(finding: GateFinding): void {
    this.count++;
    if (this.findings.length < QUALITY_LIMITS.maxFindings) this.findings.push(finding);
  }
}

/** The verdict of a gate that left out `tally.count` of `rows` rows. */
export function leftOutResult(
  { name, limit, offence }: Pick<RowGate, 'name' | 'limit' | 'offence'>,
  { count, findings }: GateTally,
  rows: number
): GateResult {
  const value = rows === 0 ? 0 : count / rows;
  const bound = limit === 0 ? 'none may' : `at most ${percent(limit)} may`;
  const detail = `${count} of ${rows} rows ${offence} (${percent(value)}; ${bound}).`;
  return { name, pass: value <= limit, value, limit, unit: 'share', leftOut: count, detail, findings };
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
