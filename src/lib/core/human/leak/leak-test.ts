// Whether a script that only counts can tell spoilt outputs from better ones: a linear classifier over surface features of pairs,
// trained on the other task sets. A set from which it can is not to be posted.
import { invertSymmetric } from '../preference/invert-symmetric.ts';
import { measureAgreement } from '../score/agreement-interval.ts';
import { SURFACE_FEATURES, surfaceFeatures, type ShownOutput } from './surface-features.ts';

/** Gold tasks with what was planted. */
export interface LabelledTask {
  /** As they are shown. */
  outputs: readonly ShownOutput[];
  /** Groups of ids, best first. */
  order: readonly (readonly string[])[];
}

export interface LeakReport {
  /** Share of pairs of different levels that the classifier orders right; a half is chance. */
  accuracy: number;
  accuracy95: [number, number];
  passes: boolean;
  /** Features that tell by themselves, the most telling first: the share of pairs that the better direction orders right. */
  leaks: { feature: string; accuracy: number }[];
}

/** Above it a set leaks. */
export const MOST_LEAK = 0.55;
/** Keeps features that hardly vary from dividing by nothing. */
const RIDGE = 0.05;

/** A pair's features: the better output's less the worse one's. */
type PairFeatures = readonly number[];

/**
 * Leaves each set out in turn and judges its pairs by the others. With one set alone its tasks are divided in five.
 * @param sets of gold tasks, at least one with two tasks
 */
export function leakTest(sets: readonly (readonly LabelledTask[])[]): LeakReport {
  const folds = sets.length > 1 ? sets : divided(sets[0]!, 5);
  const byFold = folds.map((tasks) => tasks.map(pairFeatures).filter((pairs) => pairs.length > 0));
  const all = byFold.flat(2);
  const scale = SURFACE_FEATURES.concat(SURFACE_FEATURES).map((_, at) => deviation(all.map((pair) => pair[at]!)));
  const agreements = byFold.flatMap((tasks, fold) => {
    const direction = train(
      byFold.flatMap((other, at) => (at === fold ? [] : other.flat())),
      scale
    );
    return tasks.map((pairs) => agreementOf(pairs, (pair) => dot(direction, scaled(pair, scale))));
  });
  const { mean, interval95 } = measureAgreement(
    agreements,
    agreements.map(() => 1)
  );
  const share = (agreement: number) => (1 + agreement) / 2;
  return {
    accuracy: share(mean),
    accuracy95: [share(interval95[0]), share(interval95[1])],
    passes: share(mean) <= MOST_LEAK,
    leaks: SURFACE_FEATURES.map((feature, at) => ({
      feature,
      accuracy: share(Math.abs(agreementOf(all, (pair) => pair[at]!)))
    }))
      .filter(({ accuracy }) => accuracy > MOST_LEAK)
      .toSorted((a, b) => b.accuracy - a.accuracy)
  };
}

/** Each feature, and how far it is from the task's mean: an output that stands apart may be the good one or the bad one. */
function pairFeatures({ outputs, order }: LabelledTask): PairFeatures[] {
  const plain = surfaceFeatures(outputs);
  const means = SURFACE_FEATURES.map((_, at) => plain.reduce((sum, row) => sum + row[at]!, 0) / plain.length);
  const rows = plain.map((row) => [...row, ...row.map((value, at) => Math.abs(value - means[at]!))]);
  const level = outputs.map(({ id }) => order.findIndex((group) => group.includes(id)));
  const pairs: PairFeatures[] = [];
  for (const [better, row] of rows.entries())
    for (const [worse, other] of rows.entries())
      if (level[better]! >= 0 && level[better]! < level[worse]!) pairs.push(row.map((value, at) => value - other[at]!));
  return pairs;
}

/** Least squares through the origin: the direction in which better outputs lie. */
function train(pairs: readonly PairFeatures[], scale: readonly number[]): number[] {
  const size = scale.length;
  const sums = new Array<number>(size).fill(0);
  const squares = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const pair of pairs) {
    const row = scaled(pair, scale);
    for (let i = 0; i < size; i++) {
      sums[i]! += row[i]!;
      for (let j = 0; j < size; j++) squares[i]![j]! += row[i]! * row[j]!;
    }
  }
  for (let i = 0; i < size; i++) squares[i]![i]! += RIDGE * pairs.length + 1;
  const inverse = invertSymmetric(squares);
  return inverse.map((row) => dot(row, sums));
}

/** Of one task, or of all: pairs ordered right less those ordered wrong, over all. */
function agreementOf(pairs: readonly PairFeatures[], judge: (pair: PairFeatures) => number): number {
  let sum = 0;
  for (const pair of pairs) {
    const value = judge(pair);
    sum += value > 0 ? 1 : value < 0 ? -1 : 0;
  }
  return pairs.length === 0 ? 0 : sum / pairs.length;
}

const divided = (tasks: readonly LabelledTask[], parts: number): LabelledTask[][] =>
  Array.from({ length: parts }, (_, part) => tasks.filter((_, at) => at % parts === part));

const scaled = (pair: PairFeatures, scale: readonly number[]): number[] =>
  pair.map((value, at) => (scale[at] === 0 ? 0 : value / scale[at]!));

/** Around 0. */
const deviation = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);
