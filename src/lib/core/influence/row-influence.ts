// From the bits of every row under the models to its influence: see measure-influence.ts for where they come from.
import type { MeasuredRows, RowBits } from '../lift/objective.ts';
import { cohensD, combineSignals } from './combine-signals.ts';

/** Bits under one model: of the rows that are judged, and of the benchmark rows that the model was not tuned on. */
export interface JudgedBits {
  rows: RowBits;
  judged: RowBits;
}

/** The same under the model trained on the rows: their bits once, and those of the benchmark rows of each fold. */
export interface OwnBits {
  rows: RowBits;
  judged: RowBits[];
}

export interface InfluencedRow {
  /** 1-based line of the file. */
  line: number;
  /** In robust deviations from the set's typical row: below 0 is worse than that one. */
  influence: number;
  /** Bits a byte by which the row gets cheaper as the model moves along the benchmark; below 0 the two pull apart. */
  alignment: number;
  /** Bits a byte by which a wrong input makes the output costlier for a model tuned on the benchmark. */
  pairing: number;
}

export interface RowInfluence {
  /** The worst first. */
  rows: InfluencedRow[];
  /** How well each measurement tells the benchmark's own pairings from wrong ones, in standard deviations. */
  discrimination: { alignment: number; pairing: number };
}

export interface InfluenceBits {
  rows: Pick<MeasuredRows, 'lines' | 'bytes'>;
  /** Per fold: bytes of the benchmark rows its model was not tuned on. */
  bytesOfJudged: readonly Float64Array[];
  /** Per fold, under the model tuned on it from the start. */
  trusted: readonly JudgedBits[];
  /** Under the model trained on the rows. */
  before: OwnBits;
  /** Per fold, under that model after it moved along the fold. */
  after: readonly JudgedBits[];
}

export function rowInfluence({ rows, bytesOfJudged, trusted, before, after }: InfluenceBits): RowInfluence {
  const pairing = meanOf(trusted.map((fold) => gapPerByte(fold.rows, rows.bytes)));
  const alignment = meanOf(after.map((fold) => dropPerByte(before.rows.right, fold.rows.right, rows.bytes)));
  const gaps = trusted.flatMap((fold, index) => gapPerByte(fold.judged, bytesOfJudged[index]!));
  const dropsOf = (side: keyof RowBits) =>
    after.flatMap((fold, index) => dropPerByte(before.judged[index]![side], fold.judged[side], bytesOfJudged[index]!));
  const discrimination = {
    alignment: cohensD(dropsOf('right'), dropsOf('wrong')),
    // A row with a wrong input has a gap of 0 in the mean, spread as widely.
    pairing: cohensD(gaps, deviations(gaps))
  };
  const influence = combineSignals([
    { values: alignment, discrimination: discrimination.alignment },
    { values: pairing, discrimination: discrimination.pairing }
  ]);
  const judged = rows.lines.map((line, row) => ({
    line,
    influence: influence[row]!,
    alignment: alignment[row]!,
    pairing: pairing[row]!
  }));
  return {
    rows: judged.sort((left, right) => left.influence - right.influence || left.line - right.line),
    discrimination
  };
}

const gapPerByte = ({ right, wrong }: RowBits, bytes: Float64Array): number[] =>
  Array.from(bytes, (size, row) => (size === 0 ? 0 : (wrong[row]! - right[row]!) / size));

const dropPerByte = (before: Float64Array, after: Float64Array, bytes: Float64Array): number[] =>
  Array.from(bytes, (size, row) => (size === 0 ? 0 : (before[row]! - after[row]!) / size));

/** Row by row, over folds. */
const meanOf = (folds: readonly (readonly number[])[]): number[] =>
  (folds[0] ?? []).map((_, row) => folds.reduce((sum, values) => sum + values[row]!, 0) / folds.length);

function deviations(values: readonly number[]): number[] {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - centre);
}
