import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTao, parseTao } from './tao.ts';

test.each([
  [0n, '0'],
  [1n, '0.000000001'],
  [1_500_000_000n, '1.5'],
  [1_234_567_000_000_000n, '1,234,567'],
  [-2_000_000_000n, '-2']
])('%s rao is %s TAO', (rao, text) => expect(formatTao(rao)).toBe(text));

test('what is written can be read again', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (rao) => parseTao(formatTao(rao)) === rao));
});

test.each(['', 'ten', '1e3', '-1', '1.0000000001', '0x10', 'NaN', 'Infinity', '1.2.3'])('refuses %j', (text) => {
  expect(() => parseTao(text)).toThrow('not an amount');
});
