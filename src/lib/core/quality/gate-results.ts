// How each gate turns what it measured into a verdict and one sentence for people.
import type { Repetition } from './exact-duplicates.ts';
import type { GateFinding, GateName, GateResult } from './gate.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';

/** Bytes of the file against the request's bound. */
export function sizeGate(sizeBytes: number, maxBytes: number): GateResult {
  const pass = sizeBytes <= maxBytes;
  const detail = pass
    ? `The file has ${sizeBytes} of at most ${maxBytes} bytes.`
    : `The file has ${sizeBytes} bytes, the request takes at most ${maxBytes}; the other checks were not run.`;
  return { name: 'size', pass, value: sizeBytes, limit: maxBytes, unit: 'bytes', detail, findings: [] };
}

/** Rows of the file against the request's bounds; the limit shown is the bound that is broken, else the upper one. */
export function rowsGate(rows: number, { min, max }: { min: number; max: number }): GateResult {
  const pass = rows >= min && rows <= max;
  const limit = rows < min ? min : max;
  const detail = pass
    ? `The dataset has ${rows} rows (${min} to ${max} wanted).`
    : `The dataset has ${rows} rows, the request wants ${rows < min ? 'at least' : 'at most'} ${limit}.`;
  return { name: 'rows', pass, value: rows, limit, unit: 'rows', detail, findings: [] };
}

/** A gate that no row may fail. */
export function countGate(
  name: GateName,
  found: { count: number; listed: GateFinding[] },
  sentence: { every: string; some: string }
): GateResult {
  const detail =
    found.count === 0 ? sentence.every : `${found.count} ${sentence.some}; the first is line ${found.listed[0]!.line}.`;
  return { name, pass: found.count === 0, value: found.count, limit: 0, unit: 'rows', detail, findings: found.listed };
}

/** The share of rows that repeat an earlier one. */
export function repetitionGate(
  name: 'exact-duplicates' | 'near-duplicates',
  found: Repetition[],
  rows: number,
  limit: number
): GateResult {
  const value = rows === 0 ? 0 : found.length / rows;
  const verb = name === 'exact-duplicates' ? 'repeat' : 'nearly repeat';
  return {
    name,
    pass: value <= limit,
    value,
    limit,
    unit: 'share',
    detail: `${found.length} of ${rows} rows ${verb} an earlier row (${percent(value)}, at most ${percent(limit)}).`,
    findings: found
      .slice(0, QUALITY_LIMITS.maxFindings)
      .map(({ line, earlierLine }) => ({ line, message: `This row ${verb}s line ${earlierLine}.` }))
  };
}

/** The share of benchmark rows that stand in the submission. Findings stay empty: they would tell the hidden rows. */
export function overlapGate(covered: number[]): GateResult {
  const leaked = covered.filter((share) => share > QUALITY_LIMITS.overlapCovered).length;
  const value = covered.length === 0 ? 0 : leaked / covered.length;
  const limit = QUALITY_LIMITS.overlapShare;
  const detail = `${leaked} of ${covered.length} benchmark rows stand in the dataset (${percent(value)}, at most ${percent(limit)}).`;
  return { name: 'benchmark-overlap', pass: value <= limit, value, limit, unit: 'share', detail, findings: [] };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
