import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTao, parseTao, taoText } from './tao.ts';

test.each([
  [0n, '0'],
  [1n, '0.000000001'],
  [1_500_000_000n, '1.5'],
  [1_234_567_000_000_000n, '1,234,567'],
  [-2_000_000_000n, '-2']
])('%s rao is %s TAO', (rao, text) => expect(formatTao(rao)).toBe(text));

test('a sentence has no commas', () => {
  expect(taoText(0n)).toBe('0');
  expect(taoText(1_234_567_500_000_000n)).toBe('1234567.5');
});

test('what is written can be read again', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (rao) => parseTao(formatTao(rao)) === rao));
});

test('commas stand between thousands', () => {
  expect(parseTao('1,234.5')).toBe(1_234_500_000_000n);
  expect(parseTao('12,345,678')).toBe(12_345_678_000_000_000n);
});

test('an amount with a decimal comma is refused, never multiplied', () => {
  const whole = fc.integer({ min: 0, max: 999_999 }).map(String);
  const decimals = fc.stringMatching(/^\d{1,9}$/).filter((digits) => digits.length !== 3);
  fc.assert(
    fc.property(whole, decimals, (before, after) => {
      expect(() => parseTao(`${before},${after}`)).toThrow('not an amount');
    })
  );
});

test.each(['0,5', '1,5', '0,001', '1,23', '1234,567', '1,234,5', '1,,234', ',5', '1,', '1.5,000', '01,234'])(
  'refuses %j, whose comma is not one of thousands',
  (text) => expect(() => parseTao(text)).toThrow('not an amount')
);

test.each(['', 'ten', '1e3', '-1', '1.0000000001', '0x10', 'NaN', 'Infinity', '1.2.3'])('refuses %j', (text) => {
  expect(() => parseTao(text)).toThrow('not an amount');
});
