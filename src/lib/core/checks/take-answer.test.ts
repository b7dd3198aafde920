import { describe, expect, test } from 'vitest';
import { takeNumbers } from './take-answer.ts';
import { textChecker } from './text-checker.ts';

describe('numbers as people write them', () => {
  test.each<[string, number]>([
    ['It weighs .25', 0.25],
    ['Then it is –8', -8],
    ['Then it is −8', -8],
    ['2 1/4', 2.25],
    ['2½', 2.5],
    ['３７', 37],
    ['٣٧', 37],
    ['३७', 37],
    ['Zusammen 7,25', 7.25],
    ['1.234.567,89', 1234567.89],
    ['12 500', 12500],
    ["12'500", 12500],
    ['**12**', 12],
    ['the sum is \\boxed{12}', 12],
    ['$1,250.50', 1250.5],
    ['3/4', 0.75],
    ['From 10-5', 5],
    ['pages 3 - 4', 4],
    ['a list: 1, 2, 3', 3],
    ['6.5e3', 6500]
  ])('the last number of %j is %d', (text, value) => {
    expect(takeNumbers(text, { take: 'last-number' })[0]).toBe(value);
  });

  test.each<[string, number]>([
    ['#### –8', -8],
    ['#### 2 1/4', 2.25],
    ['#### 3 - 4 days apart', 3],
    ['#### 3/4', 0.75],
    ['#### 12 + 1', 13],
    ['#### **12**', 12],
    ['#### $1,250 in all', 1250]
  ])('after its mark %j holds %d', (text, value) => {
    expect(takeNumbers(text, { take: 'after', after: '####' })[0]).toBe(value);
  });

  test('a percentage can be meant as a share', () => {
    expect(takeNumbers('It rose by 20 %.', { take: 'last-number' })).toEqual([20, 0.2]);
  });

  test('without a number there is none', () => {
    expect(takeNumbers('many', { take: 'last-number' })).toEqual([]);
    expect(takeNumbers('12', { take: 'after', after: '####' })).toEqual([]);
  });

  test('time is linear in the text', () => {
    for (const piece of ['1 ', '1,111', '1.', '1/', '9', '- ', '½', '**a', '3 x '])
      takeNumbers(piece.repeat(20_000), { take: 'last-number' });
    for (const piece of ['111 ', '.111', ',111']) takeNumbers(`1${piece.repeat(200_000)}.1`, { take: 'last-number' });
  });
});

describe('exact answers', () => {
  const check = textChecker({ kind: 'exact', expected: '/gold', answer: { take: 'whole' }, ignoreCase: false }, 3);

  test.each<[string, unknown, boolean]>([
    ['1.0', 1, true],
    ['72.0', 72, true],
    ['1.5', 1, false],
    ['1.0', '1', false],
    ['it is \\boxed{42}', '42', true],
    ['it is \\boxed{41}', '42', false],
    ['\\boxed{42} or \\boxed{43}', '42', false],
    ['one', 1, false]
  ])('%j against %j is right: %s', (output, gold, isRight) => {
    expect(check({ gold }, output) === null).toBe(isRight);
  });
});
