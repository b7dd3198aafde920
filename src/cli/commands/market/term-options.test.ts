import { expect, test } from 'vitest';
import { SOME_TERMS } from '#lib/market/testing/some-request.ts';
import { readDeadline, readTerms, termArguments } from './term-options.ts';

test('what is not given stays as it is', () => {
  expect(readTerms({}, SOME_TERMS)).toEqual(SOME_TERMS);
  // Deadline and the two hashes are given otherwise.
  expect(Object.keys(termArguments)).toHaveLength(Object.keys(SOME_TERMS).length - 3);
});

test('every kind of option is read into its unit', () => {
  const args = { quorum: '2', threshold: '0.25', bond: '1.5', private: true, 'early-bonus': '2' };
  expect(readTerms(args, SOME_TERMS)).toEqual({
    ...SOME_TERMS,
    quorum: 2,
    thresholdPpm: 250_000,
    validatorBondRao: 1_500_000_000n,
    privateDelivery: true,
    earlyBonusPpm: 2_000_000
  });
});

test('bad values name their option', () => {
  expect(() => readTerms({ quorum: 'two' }, SOME_TERMS)).toThrow('--quorum');
  expect(() => readTerms({ bond: '-1' }, SOME_TERMS)).toThrow('--bond');
  expect(() => readTerms({ 'max-spread': 'wide' }, SOME_TERMS)).toThrow('--max-spread');
});

test('a deadline is a block, or so many blocks from now', () => {
  expect(readDeadline('120', 7)).toBe(120);
  expect(readDeadline('+120', 7)).toBe(127);
  expect(() => readDeadline('soon', 7)).toThrow('--deadline');
});
