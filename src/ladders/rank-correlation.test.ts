import { expect, test } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

test('orders that agree, disagree and tie', () => {
  expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 40])).toBe(1);
  expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
  expect(rankCorrelation([1, 2, 3, 4], [4, 3, 0, 0])).toBeCloseTo(-0.9487, 4);
  expect(rankCorrelation([1, 1], [2, 3])).toBeNaN();
});

test("Spearman's example of IQ and hours of television (textbook value -29/165)", () => {
  const iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110];
  const hours = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17];
  expect(rankCorrelation(iq, hours)).toBeCloseTo(-29 / 165, 12);
});
