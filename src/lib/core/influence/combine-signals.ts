// Joins what two measurements say about each row into one number: robust z-scores, each weighted by how well its measurement
// tells right from wrong pairings on the benchmark's own rows (Cohen's d, as Fisher's discriminant of independent signals).
import { median, medianDeviation } from '../statistics/median.ts';

export interface Signal {
  /** One a row. */
  values: readonly number[];
  /** Cohen's d between the benchmark's rows as they are and with wrong inputs. */
  discrimination: number;
}

/** A signal that cannot tell pairings apart may still see noise or another domain: it keeps this weight. */
const LEAST_WEIGHT = 0.5;
/** Deviations are cut off here: an outlier of one signal must not outweigh the other signal. */
const MOST_DEVIATIONS = 5;

/** Per row: the weighted mean of its signals, 0 for the set's typical row. */
export function combineSignals(signals: readonly Signal[]): number[] {
  const weights = signals.map(({ discrimination }) => Math.max(LEAST_WEIGHT, discrimination));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scores = signals.map(({ values }) => robustScores(values));
  return (scores[0] ?? []).map(
    (_, row) => scores.reduce((sum, ofSignal, index) => sum + weights[index]! * ofSignal[row]!, 0) / total
  );
}

/** (value - median) / (1.4826 x median absolute deviation), within 5 either way; 0 where half of the values are equal. */
export function robustScores(values: readonly number[]): number[] {
  const middle = median(values) ?? 0;
  const deviation = medianDeviation(values);
  return values.map((value) =>
    deviation === 0 ? 0 : Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (value - middle) / deviation))
  );
}

/** Difference of two means in pooled standard deviations; 0 where neither varies. */
export function cohensD(higher: readonly number[], lower: readonly number[]): number {
  const deviation = Math.sqrt((variance(higher) + variance(lower)) / 2);
  return deviation === 0 ? 0 : (mean(higher) - mean(lower)) / deviation;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length;
}
