// Vectors: subtensor `tests/math.rs` test_math_weighted_median and test_math_weighted_median_col_sparse.
import { describe, expect, test } from 'vitest';
import { ONE, type Fixed } from './fixed-point.ts';
import { collectEntries } from './sparse-matrix.ts';
import { weightedMedian, weightedMedianOfColumns } from './weighted-median.ts';

const fixed = (value: number): Fixed => Math.round(value * ONE);
const hundredths = (...shares: number[]): Fixed[] =>
  shares.map((share) => Math.round(share * 100) * Math.floor(ONE / 100));
const majority = hundredths(0.51)[0]!;

describe('stake-weighted median', () => {
  test.each([
    { stake: [], score: [], median: 0 },
    { stake: [1], score: [1], median: 1 },
    { stake: [0.49, 0.51], score: [0.5, 1], median: 1 },
    { stake: [0.51, 0.49], score: [0.5, 1], median: 0.5 },
    { stake: [0.49, 0, 0.51], score: [0.5, 0.7, 1], median: 1 },
    { stake: [0.49, 0.01, 0.5], score: [0.5, 0.7, 1], median: 0.7 },
    { stake: [0.49, 0.51, 0], score: [0.5, 0.7, 1], median: 0.7 },
    { stake: [0.2, 0.2, 0.2, 0.2, 0.2], score: [0.8, 0.2, 1, 0.6, 0.4], median: 0.6 }
  ])('stake $stake on scores $score gives $median', ({ stake, score, median }) => {
    expect(weightedMedian(hundredths(...stake), score.map(fixed), majority)).toBe(fixed(median));
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
