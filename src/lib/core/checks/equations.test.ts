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

test.each([
  'x = 5',
  '2x + 3 + 4 = 7',
  'x + 3 = 7',
  'a == b',
  '1 + 1 == 2',
  '1 + 2 >= 3',
  '3 apples + 4 apples = 7',
  '1 + 2 = x',
  '= 4',
  '5 = 5',
  'n^2 + 1 = 5'
])('%j states nothing that can be checked', (text) => expect(findEquations(text)).toEqual([]));

test('a long text is read in time linear in it', () => {
  expect(findEquations('1 + 1 = 2; '.repeat(20_000))).toHaveLength(20_000);
  expect(findEquations('((((('.repeat(20_000) + '= 2')).toEqual([]);
});
