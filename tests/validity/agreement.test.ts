import { expect, test } from 'vitest';
import { decisionAccuracy, differ } from './agreement.ts';

test('pairs that both order alike count whole, ties of the score half', () => {
  expect(decisionAccuracy([3, 2, 1], [0.9, 0.5, 0.1])).toEqual({ decisions: 1, pairs: 3 });
  expect(decisionAccuracy([1, 2, 3], [0.9, 0.5, 0.1])).toEqual({ decisions: 0, pairs: 3 });
  expect(decisionAccuracy([0, 0, 0], [0.9, 0.5, 0.1])).toEqual({ decisions: 0.5, pairs: 3 });
});

test('pairs without a score, of equal worth, or that are not told apart are left out', () => {
  expect(decisionAccuracy([3, NaN, 1], [0.9, 0.5, 0.1])).toEqual({ decisions: 1, pairs: 1 });
  expect(decisionAccuracy([3, 2, 1], [0.5, 0.5, 0.1])).toEqual({ decisions: 1, pairs: 2 });
  expect(decisionAccuracy([1, 2, 3], [0.9, 0.5, 0.1], (left) => left === 0)).toEqual({ decisions: 0, pairs: 2 });
  expect(decisionAccuracy([1], [0.9])).toEqual({ decisions: NaN, pairs: 0 });
});

test('two sets differ where the same rows are answered better by one than chance explains', () => {
  const rows = (rights: number, of: number): [number, number][] =>
    Array.from({ length: of }, (_, row) => [row < rights ? 1 : 0, 1]);
  expect(differ(rows(50, 60), rows(10, 60))).toBe(true);
  expect(differ(rows(10, 60), rows(50, 60))).toBe(true);
  expect(differ(rows(30, 60), rows(31, 60))).toBe(false);
  expect(differ(rows(30, 60), rows(30, 60))).toBe(false);
});
