import { expect, test } from 'vitest';
import { findEquations } from './equations.ts';

const sides = (text: string) => findEquations(text).map(({ left, right }) => [left, right]);

test.each<[string, number[][]]>([
  ['12 + 30 = 42. Mara has 42 apples.', [[42, 42]]],
  ['There were 3. 12 + 30 = 43', [[42, 43]]],
  ['First 2*3=6, then 6-1 = 5.', [[6, 6], [5, 5]]], // prettier-ignore
  ['$1,200 - $200 = $1,000', [[1000, 1000]]],
  ['(2 + 3) × 4 = 20', [[20, 20]]],
  ['-3 + 5 = 2', [[2, 2]]],
  ['so 7 × 6 = 42 cups', [[42, 42]]],
  ['1 + 2 = 3 + 4 = 7', [[3, 7], [7, 7]]], // prettier-ignore
  ['10 / 4 = 2.5\n2.5 + 1 = 3.5', [[2.5, 2.5], [3.5, 3.5]]] // prettier-ignore
])('%s', (text, expected) => expect(sides(text)).toEqual(expected));

test.each<[string, number[][]]>([
  ['6 x 7 - 2 = 40', [[40, 40]]],
  ['45 X 2/3 = 30', [[30, 30]]],
  ['6 x 2 1/2 = 15', [[15, 15]]],
  ['1,900 – (1,250 + 50) = 600', [[600, 600]]],
  ['9/10 − 1/10 = 4/5', [[0.8, 0.8]]],
  ['2/5 * 1/2 = 1/5 = 20%', [[0.2, 0.2], [0.2, 0.2]]], // prettier-ignore
  ['25% of 80 + 1 = 21', [[21, 21]]],
  ['3 crabs * 10 legs = 30 legs', [[30, 30]]],
  ['3 apples + 4 apples = 8 apples', [[7, 8]]],
  ['60 km/h * 2 h = 120 km', []],
  ['60 miles/hour * 2 hours = 120 miles', [[120, 120]]],
  ['.5 + .25 = .75', [[0.75, 0.75]]],
  ['½ + ¼ = ¾', [[0.75, 0.75]]],
  ['１２＋３０＝４２', [[42, 42]]],
  ['2,5 + 2,5 = 5', [[5, 5]]],
  ['80 000 + 1 = 80 001', [[80001, 80001]]],
  ['\\frac{1}{2} \\times 8 = 4', [[4, 4]]],
  ['3^2 + 4² = 25', [[25, 25]]],
  ['7 - 3 = 4 (left over)', [[4, 4]]],
  ['5 + 5 = 10 - that is it', [[10, 10]]],
  ['So 12 * 12 = 142.', [[144, 142]]]
])('%s as people write it', (text, expected) => expect(sides(text)).toEqual(expected));

test('a right side that is rounded may be off by half of its last place, a whole one may not', () => {
  const off = (text: string) =>
    findEquations(text).map(({ left, right, rounding }) => Math.abs(left - right) <= rounding);
  expect([off('10 / 3 = 3.33'), off('10 / 3 = 3.34'), off('10 / 3 = 3')]).toEqual([[true], [false], [false]]);
});

test.each([
  '8 + 4 = 3y, so y = 4',
  '2 dozen * 3 = 72',
  '1 hour + 30 minutes = 90 minutes',
  '3 km + 500 m = 3500 m',
  '100 - 20% = 80',
  '3(4 + 1) = 15',
  '17 / 5 = 3 R 2',
  '10:30 + 2 = 12',
  'f(2) + 3 = 5',
  '2x - 3 + 4 = 7',
  '0x10 + 1 = 17',
  '4 + 4 = 2 * n',
  'a[1] + 2 = 3'
])('%j cannot be read, so it is no equation', (text) => expect(findEquations(text)).toEqual([]));

test.each([
  'x = 5',
  '2x + 3 + 4 = 7',
  'x + 3 = 7',
  'a == b',
  '1 + 1 == 2',
  '1 + 2 >= 3',
  '1 + 2 = x',
  '= 4',
  '5 = 5',
  'n^2 + 1 = 5'
])('%j states nothing that can be checked', (text) => expect(findEquations(text)).toEqual([]));

test('a long text is read in time linear in it', () => {
  expect(findEquations('1 + 1 = 2; '.repeat(20_000))).toHaveLength(20_000);
  expect(findEquations('((((('.repeat(20_000) + '= 2')).toEqual([]);
});
