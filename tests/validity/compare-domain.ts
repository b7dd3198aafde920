// One domain: how the score of each set of rows stands to what the larger model learnt from it.
import { rankCorrelation } from '../../src/ladders/rank-correlation.ts';
import { decisionAccuracy, differ, type Agreement } from './agreement.ts';
import { bitsPerByte, successRate, type LearntRows, type ValidityScore } from './results.ts';

export interface Comparison {
  sets: number;
  spearman: number;
  all: Agreement;
  /** Only pairs that the larger model tells apart on its held-out rows. */
  told: Agreement;
  /** Of those, the ones that the score orders the other way: [better, worse] by the larger model. */
  wrong: [string, string][];
}

export type Judge = 'success' | 'loss';

/** [numerator, denominator] of every held-out row, larger for rows that taught more; null where answers cannot be judged. */
function worthRows(learnt: LearntRows, by: Judge): [number, number][] | null {
  if (by === 'loss') return learnt.bits.map(([bits, bytes]) => [-bits, bytes]);
  return learnt.right && learnt.right.map((isRight) => [isRight ? 1 : 0, 1]);
}

const worthOf = (learnt: LearntRows, by: Judge) =>
  by === 'loss' ? -bitsPerByte(learnt.bits) : successRate(learnt.right ?? []);

/** @returns null where fewer than three sets have both a score and a worth */
export function compareDomain(
  scores: readonly ValidityScore[],
  learnt: readonly LearntRows[],
  by: Judge
): Comparison | null {
  const both = learnt.flatMap((one) => {
    const rows = worthRows(one, by);
    const score = scores.find(({ variant }) => variant === one.variant);
    return rows && score ? [{ variant: one.variant, rows, worth: worthOf(one, by), score: score.score }] : [];
  });
  if (both.length < 3) return null;
  const [marks, worth] = [both.map(({ score }) => score), both.map((one) => one.worth)];
  const isTold = (left: number, right: number) => differ(both[left]!.rows, both[right]!.rows);
  const wrong = both.flatMap((better, left) =>
    both.flatMap((worse, right): [string, string][] =>
      better.worth > worse.worth && better.score < worse.score && isTold(left, right)
        ? [[better.variant, worse.variant]]
        : []
    )
  );
  return {
    sets: both.length,
    spearman: rankCorrelation(marks, worth),
    all: decisionAccuracy(marks, worth),
    told: decisionAccuracy(marks, worth, isTold),
    wrong
  };
}
