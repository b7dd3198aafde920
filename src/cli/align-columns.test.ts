import { expect, test } from 'vitest';
import { alignColumns } from './align-columns.ts';

test('columns are as wide as their widest cell, and no line ends in spaces', () => {
  expect(
    alignColumns([
      ['name', 'score', ''],
      ['a', '0.5', 'low'],
      ['longer', '1', '']
    ])
  ).toEqual(['name    score', 'a       0.5    low', 'longer  1']);
});
