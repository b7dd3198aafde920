// A gate that judges one row at a time: what it objects to is left out of training and counts as worthless.
import { shorten } from '../encoding/shorten.ts';
import type { CheckedRow } from './checked-row.ts';
import type { GateName } from './gate-name.ts';
import type { GateFinding, GateResult } from '../gate/gate-result.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';

/** What a gate says about a row it leaves out. */
export type Objection = Omit<GateFinding, 'line'>;

export interface RowGate {
  /** Why this row is left out, or null. Called once a row, in the file's order. */
  object(row: CheckedRow): Objection | null;
  /** The gate's result over `rows` rows of the file, `tally.count` of which were left out. */
  result(tally: GateTally, rows: number): GateResult;
}

/** The first findings of a gate and the count of all. Texts are cut: rows' keys and values stand in them. */
export class GateTally {
  readonly findings: GateFinding[] = [];
  count = 0;

  add(finding: GateFinding): void {
    this.count++;
    const { maxFindings, maxFindingText } = QUALITY_LIMITS;
    if (this.findings.length >= maxFindings) return;
    const { line, path, message } = finding;
    this.findings.push({
      line,
      ...(path === undefined ? {} : { path: shorten(path, maxFindingText) }),
      message: shorten(message, maxFindingText)
    });
  }
}

/**
 * The result of a gate that fails when more than a share of the file's rows is left out.
 * @param gate.offence what those rows do or are, after "12 of 500 rows"
 * @param gate.clean the sentence when there are none
 */
export function shareResult(
  { name, limit, offence, clean }: { name: GateName; limit: number; offence: string; clean?: string },
  { count, findings }: GateTally,
  rows: number
): GateResult {
  const value = rows === 0 ? 0 : count / rows;
  const bound = limit === 0 ? 'none may' : `at most ${percent(limit)} may`;
  const found = `${count} of ${rows} rows ${offence} (${percent(value)}; ${bound}).`;
  const detail = count === 0 && clean !== undefined ? clean : found;
  return { name, pass: value <= limit, value, limit, unit: 'share', leftOut: count, detail, findings };
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
