import { expect, test } from 'vitest';
import { exponential } from './exponential.ts';

test('is e^x to the last digits', () => {
  for (const x of [0, 1e-9, 0.3, 1, -2.5, 10, 33.3, -40]) expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 12);
  expect(exponential(1000)).toBe(Infinity);
});
