import { describe, expect, test } from 'vitest';
import { median, medianDeviation } from './median.ts';

describe('the middle of numbers', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[-0.5], -0.5],
    [[], null]
  ])('of %j it is %j', (values, middle) => expect(median(values)).toBe(middle));

  test('one outlier of five moves neither it nor the deviation', () => {
    expect(median([1, 2, 3, 4, 1e9])).toBe(3);
    expect(medianDeviation([1, 2, 3, 4, 1e9])).toBeCloseTo(1.4826, 12);
  });

  test('the deviation of numbers of which half are equal, and of none, is 0', () => {
    expect(medianDeviation([7, 7, 7, 100])).toBe(0);
    expect(medianDeviation([])).toBe(0);
  });
});
