import { expect, test } from 'vitest';
import { smallFunctionTasks } from '../demo/small-functions.ts';
import { wordProblems } from '../demo/word-problems.ts';
import { foreignRows } from './foreign-rows.ts';

test('sums are no other domain for sums, nor functions for functions', () => {
  expect(foreignRows(wordProblems(60, 1), 7).what).toBe('small Python functions');
  expect(foreignRows(smallFunctionTasks(60, 1), 7).what).toBe('sums in words');
});

test('other rows, and rows without words, get one of the two, as many as they are', () => {
  const french = Array.from({ length: 30 }, (_, index) => ({ input: `la ville ${index}`, output: 'une grande ville' }));
  expect(foreignRows(french, 7).rows).toHaveLength(30);
  expect(foreignRows([{ input: '1', output: '2' }], 7).rows).toHaveLength(1);
  expect(foreignRows([], 7).rows).toEqual([]);
});
