import { expect, test } from 'vitest';
import { binomialTail } from './binomial-tail.ts';

test('tails of binomials', () => {
  expect(binomialTail(10, 10, 0.5)).toBeCloseTo(1 / 1024, 15);
  expect(binomialTail(10, 8, 0.5)).toBeCloseTo(56 / 1024, 12);
  expect(binomialTail(4, 1, 0.25)).toBeCloseTo(1 - 0.75 ** 4, 12);
  expect(binomialTail(5, 0, 0.3)).toBe(1);
  expect(binomialTail(5, 6, 0.3)).toBe(0);
  // Half of 2,000 or more at one half: a half and half of the middle term, 1 / sqrt(pi n / 2).
  expect(binomialTail(2000, 1000, 0.5)).toBeCloseTo(0.5 + 0.5 / Math.sqrt(Math.PI * 1000), 5);
  expect(binomialTail(5000, 4999, 0.25)).toBeLessThan(1e-300);
});
