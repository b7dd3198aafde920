// Vectors: subtensor `tests/math.rs` test_math_weighted_median, test_math_weighted_median_col and _col_sparse.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalize, ONE, sum, type Fixed } from './fixed-point.ts';
import { collectEntries } from './sparse-matrix.ts';
import { weightedMedian, weightedMedianOfColumns } from './weighted-median.ts';

/** From f32, as the numbers stand there. */
const fixed = (value: number): Fixed => Math.round(Math.fround(value) * ONE);

describe('stake-weighted median', () => {
  test.each([
    { stake: [], score: [], median: 0 },
    { stake: [1], score: [1], median: 1 },
    { stake: [0.49, 0.51], score: [0.5, 1], median: 1 },
    { stake: [0.51, 0.49], score: [0.5, 1], median: 0.5 },
    { stake: [0.49, 0, 0.51], score: [0.5, 0.7, 1], median: 1 },
    { stake: [0.49, 0.01, 0.5], score: [0.5, 0.7, 1], median: 0.7 },
    { stake: [0.49, 0.51, 0], score: [0.5, 0.7, 1], median: 0.7 },
    { stake: [0, 0.49, 0.51], score: [0.5, 0.7, 1], median: 1 },
    { stake: [0, 0.49, 0, 0.51], score: [0.5, 0.5, 1, 1], median: 1 },
    { stake: [0, 0.49, 0, 0.51, 0], score: [0.5, 0.5, 1, 1, 0.5], median: 1 },
    {
      stake: Array<number>(10).fill(0.1),
      score: [0.8, 0.8, 0.2, 0.2, 1, 1, 0.6, 0.6, 0.4, 0.4],
      median: 0.6
    },
    { stake: [0.2, 0.2, 0.2, 0.2, 0.2], score: [0.8, 0.2, 1, 0.6, 0.4], median: 0.6 }
  ])('stake $stake on scores $score gives $median', ({ stake, score, median }) => {
    const shares = stake.map(fixed);
    // There the minority is 1 - majority even where the shares' rounded sum is not 1.
    const majority = sum(shares) - (ONE - fixed(0.51));
    expect(weightedMedian(shares, score.map(fixed), majority)).toBe(fixed(median));
  });

  const voters = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 100, maxLength: 100 });
  const majorities = fc.constantFrom(0, 0.0000001, 0.25, 0.49, 0.5, 0.51, 0.9999999, 1);
  test('lies where the stake summed by score crosses the minority, in whatever order voters stand', () => {
    fc.assert(
      fc.property(voters, majorities, fc.boolean(), fc.func(fc.nat()), (drawn, majority, even, orderOf) => {
        let last = 0;
        const ranked = drawn.map(([hasStake, steps], i) => {
          if (steps) last += ONE;
          return { stake: even || hasStake ? ONE : 0, score: even ? i * ONE : last };
        });
        const stake = normalize(ranked.map((voter) => voter.stake));
        const minority = Math.max(0, sum(stake) - fixed(majority));
        const shuffled = ranked.map((voter, i) => ({ ...voter, stake: stake[i]!, order: orderOf(i) }));
        shuffled.sort((a, b) => a.order - b.order);
        const median = weightedMedian(
          shuffled.map((voter) => voter.stake),
          shuffled.map((voter) => voter.score),
          sum(stake) - minority
        );
        expect(mediansOf(ranked, stake, minority)).toContain(median);
      }),
      { numRuns: 300 }
    );
  });

  const stake = Float64Array.from([0, 0.75, 0.25, 0], fixed);
  const rows = [
    [0, 0.1, 0],
    [0, 0.2, 0.4],
    [0, 0.3, 0.1],
    [0, 0.4, 0.5]
  ];
  const sparse = (matrix: number[][]) =>
    collectEntries(
      matrix.map((row) => ({
        uids: row.flatMap((value, uid) => (value === 0 ? [] : [uid])),
        values: row.filter((value) => value !== 0).map(fixed)
      })),
      () => true
    );

  test.each([
    { majority: 0.24, columns: [0, 0.3, 0.4] },
    { majority: 0.26, columns: [0, 0.2, 0.4] },
    { majority: 0.76, columns: [0, 0.2, 0.1] }
  ])('of columns at majority $majority: $columns', ({ majority, columns }) => {
    expect([...weightedMedianOfColumns(stake, sparse(rows), fixed(majority))].slice(0, 3)).toEqual(columns.map(fixed));
  });

  test('a missing entry votes 0', () => {
    const withoutLast = [...rows.slice(0, 3), [0, 0, 0.5]];
    const votes = Float64Array.from([0, 0.3, 0.2, 0.5], fixed);
    expect([...weightedMedianOfColumns(votes, sparse(withoutLast), fixed(0.51))].slice(0, 3)).toEqual(
      [0, 0, 0.4].map(fixed)
    );
  });
});

/** All scores that the test there accepts: where the running sum reaches the minority, to where it grows again. */
function mediansOf(ranked: readonly { score: Fixed }[], stake: ArrayLike<Fixed>, minority: Fixed): Fixed[] {
  const medians: Fixed[] = [];
  let running = 0;
  let reached: number | undefined;
  for (const [i, { score }] of ranked.entries()) {
    running += stake[i]!;
    if (reached === undefined && running >= minority) reached = running;
    if (reached === undefined) continue;
    const isPast = reached < running;
    if (!isPast || reached === minority) medians.push(score);
    if (isPast) break;
  }
  return medians.length === 0 ? [0] : medians;
}
