import { expect, test } from 'vitest';
import type { Hex } from '../../core/encoding/hex.ts';
import { typedDeadline, typedPrice, typedTopUp } from './change-draft.ts';

test('an amount above nothing is taken; anything else says what is wrong', () => {
  expect(typedTopUp('12.5')).toEqual({ value: 12_500_000_000n });
  expect(typedTopUp(' ')).toEqual({ value: null, problem: '' });
  expect(typedTopUp('0')).toEqual({ value: null, problem: 'Add more than nothing.' });
  for (const text of ['-1', '0,5', 'ten', '0.0000000001'])
    expect(typedTopUp(text)).toMatchObject({ value: null, problem: expect.stringMatching(/^Write an amount/) });
});

test('a deadline moves back by whole blocks, to the farthest one at most', () => {
  const place = { deadlineBlock: 100, latestBlock: 1_500, now: 90 };
  expect(typedDeadline('1,000', place)).toEqual({ value: 1_100 });
  expect(typedDeadline('1400', place)).toEqual({ value: 1_500 });
  expect(typedDeadline('1401', place)).toEqual({
    value: null,
    problem: 'At most 1,400 more blocks: the deadline can be block 1,500 at the latest.'
  });
  expect(typedDeadline('', place)).toEqual({ value: null, problem: '' });
  for (const text of ['0', '-5', '1.5', 'x'])
    expect(typedDeadline(text, place)).toMatchObject({ value: null, problem: expect.stringMatching(/whole number/) });
});

test('a price for a buyer needs an address and an amount, which may be nothing', () => {
  const publicKeyOf = (address: string): Hex | null => (address === '5ok' ? '0x01' : null);
  const none = { buyer: '', tao: '' };
  expect(typedPrice({ buyer: ' 5ok ', tao: '0' }, publicKeyOf)).toEqual({
    value: { buyer: '0x01', rao: 0n },
    problems: none
  });
  expect(typedPrice(none, publicKeyOf)).toEqual({ value: null, problems: none });
  expect(typedPrice({ buyer: '5no', tao: '1,5' }, publicKeyOf)).toEqual({
    value: null,
    problems: { buyer: 'This is not an ss58 address.', tao: expect.stringMatching(/^Write an amount/) }
  });
});
