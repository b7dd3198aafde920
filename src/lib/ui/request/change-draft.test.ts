import { expect, test } from 'vitest';
import { typedDeadline, typedTopUp } from './change-draft.ts';

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
