import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalsOf, scaledInteger } from './decimals.ts';

test('digits become a scaled integer', () => {
  expect(scaledInteger('12', '5', 9)).toBe(12_500_000_000n);
  expect(scaledInteger('0', '', 6)).toBe(0n);
  expect(scaledInteger('1', '1234567', 6)).toBeNull();
});

test('zeros at the end are left out, and decimals beyond those to show', () => {
  expect(decimalsOf(1_500_000_000n, 9)).toEqual({ whole: '1', fraction: '5' });
  expect(decimalsOf(7n, 9)).toEqual({ whole: '0', fraction: '000000007' });
  expect(decimalsOf(1_009_900_000n, 9, 2)).toEqual({ whole: '1', fraction: '' });
});

test('one is the other way round', () => {
  const anyOf = fc.record({ scaled: fc.bigInt({ min: 0n, max: 10n ** 30n }), digits: fc.integer({ min: 1, max: 18 }) });
  fc.assert(
    fc.property(anyOf, ({ scaled, digits }) => {
      const { whole, fraction } = decimalsOf(scaled, digits);
      expect(scaledInteger(whole, fraction, digits)).toBe(scaled);
    })
  );
});
