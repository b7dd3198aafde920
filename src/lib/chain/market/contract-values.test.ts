import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockOrNull, seatsOf, textOrNull, wordOrNull } from './contract-values.ts';

test('bits of a uint64 are its seats', () => {
  expect(seatsOf(0n)).toEqual([]);
  expect(seatsOf(0b1011n)).toEqual([0, 1, 3]);
  expect(seatsOf(1n << 63n)).toEqual([63]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 63 })), (seats) => {
      const bits = seats.reduce((sum, seat) => sum | (1n << BigInt(seat)), 0n);
      expect(seatsOf(bits)).toEqual([...seats].sort((a, b) => a - b));
    })
  );
});

test('what is not there yet is null', () => {
  expect([blockOrNull(0), blockOrNull(0n), blockOrNull(7n)]).toEqual([null, null, 7]);
  expect([textOrNull(''), textOrNull('cid')]).toEqual([null, 'cid']);
  expect([wordOrNull(`0x${'00'.repeat(32)}`), wordOrNull('0x01')]).toEqual([null, '0x01']);
});
