// A result of lift in plain words.
import { pairingShare } from './lift-score.ts';
import type { GateResult } from '../gate/gate-result.ts';
import type { Explanation, ScoreFactor } from '../mechanism/explanation.ts';
import type { LiftMeasurement, LiftResult, PairedRow, RowPairing } from './lift-evidence.ts';

/** Rows that a factor names. */
const SHOWN_ROWS = 3;
/** Shares below which a factor is named as the one that costs most. */
const NEARLY_WHOLE = 0.95;

export function explainLiftResult({ gates, evidence }: LiftResult): Explanation {
  const { measurement, countedShare } = evidence;
  if (!measurement) {
    const failed = gates.filter(({ pass }) => !pass).map(({ name }) => name.replaceAll('-', ' '));
    return { headline: `Not scored: the data did not pass ${list(failed)}.`, factors: [] };
  }
  const factors = factorsOf(measurement, countedShare, gates);
  if (measurement.lift.ci95[0] <= 0)
    return { headline: 'Training on these rows does not help with the hidden benchmark beyond chance.', factors };
  const weakest = [...factors]
    .filter(({ name }) => name !== 'lift')
    .sort((left, right) => left.value - right.value)[0]!;
  const saved = `Training on these rows takes away ${percent(measurement.liftShare.value)} of what the hidden benchmark costs the model`;
  const but = weakest.value < NEARLY_WHOLE ? `, but ${lower(weakest.sentence)}` : '; nothing else was taken off.';
  return { headline: `${saved}${but}`, factors };
}

function factorsOf(measurement: LiftMeasurement, countedShare: number, gates: readonly GateResult[]): ScoreFactor[] {
  const { liftShare, rowPairing, unit } = measurement;
  const pairing = pairingShare(measurement);
  const isJudged = rowPairing.trusted.ci95[0] > 0;
  return [
    {
      name: 'lift',
      title: 'Lift',
      value: Math.max(0, liftShare.value),
      ci95: liftShare.ci95,
      sentence: `${percent(liftShare.value)} of the surprise in the hidden outputs is gone after training.`
    },
    {
      name: 'pairing',
      title: 'Row pairing',
      value: pairing.value,
      ci95: pairing.ci95,
      sentence: isJudged
        ? unit === 'pair'
          ? `The labels agree ${percent(pairing.value)} as well as the benchmark's own with what the benchmark prefers.`
          : `Outputs belong to their inputs ${percent(pairing.value)} as closely as in the benchmark's own rows.${ofOtherKind(rowPairing)}`
        : "The benchmark's own outputs do not depend on their inputs, so pairing takes nothing off.",
      rows: isJudged && pairing.value < 1 ? weakestRows(rowPairing, unit) : []
    },
    {
      name: 'counted',
      title: 'Rows that count',
      value: countedShare,
      ci95: null,
      sentence: `Only ${percent(countedShare)} of the rows count: the others repeat, leak, copy or break a rule.`,
      rows: leftOutRows(gates)
    }
  ].map((factor) =>
    factor.name === 'counted' && factor.value === 1 ? { ...factor, sentence: 'Every row counts.' } : factor
  );
}

/** Says how many of the sampled rows are of none of the benchmark's kind. */
function ofOtherKind({ rows }: RowPairing): string {
  const foreign = rows.filter(({ isForeign }) => isForeign).length;
  return foreign === 0
    ? ''
    : ` ${percent(foreign / rows.length)} of the sampled rows are of another kind than the benchmark's and earn nothing.`;
}

function weakestRows({ rows, trusted }: RowPairing, unit: LiftMeasurement['unit']): { line: number; note: string }[] {
  const earned = ({ bitsPerByte, isForeign, relevance = isForeign ? 0 : 1 }: PairedRow) =>
    Math.min(bitsPerByte, bitsPerByte * relevance);
  const note = (row: PairedRow) => {
    if (row.isForeign) return 'of another kind than the benchmark';
    if (unit === 'pair') return 'labelled against what the benchmark prefers';
    if (row.bitsPerByte <= 0) return "fits another row's input as well as its own";
    const bits = `pairs by ${row.bitsPerByte.toFixed(2)} bits per byte, the benchmark by ${trusted.bitsPerByte.toFixed(2)}`;
    return (row.relevance ?? 1) < 1 ? `${bits}; ${percent(row.relevance!)} of the benchmark's kind` : bits;
  };
  return [...rows]
    .sort((left, right) => earned(left) - earned(right))
    .slice(0, SHOWN_ROWS)
    .filter((row) => earned(row) < trusted.bitsPerByte)
    .map((row) => ({ line: row.line, note: note(row) }));
}

/** The first rows that gates left out, one of each gate before a second of any. */
function leftOutRows(gates: readonly GateResult[]): { line: number; note: string }[] {
  const byGate = gates
    .filter(({ leftOut }) => leftOut > 0)
    .map(({ name, findings }) =>
      findings.map(({ line, message }) => ({ line, note: `${name.replaceAll('-', ' ')}: ${message}` }))
    );
  const inTurn = Array.from({ length: SHOWN_ROWS }, (_, turn) =>
    byGate.flatMap((found) => found.slice(turn, turn + 1))
  );
  const lines = new Set<number>();
  return inTurn
    .flat()
    .filter(({ line }) => !lines.has(line) && lines.add(line))
    .slice(0, SHOWN_ROWS);
}

const percent = (share: number) => `${(100 * share).toFixed(share > 0.1 ? 0 : 1)} %`;
const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
const list = (names: string[]) =>
  names.length < 2 ? (names[0] ?? 'a gate') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
