import { expect, test } from 'vitest';
import { intraclassCorrelations } from './intraclass-correlation.ts';

test('Shrout & Fleiss 1979, tables 2 and 4: six targets, four judges', () => {
  const { single, mean } = intraclassCorrelations([
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7]
  ]);
  expect(single.map((value) => value.toFixed(2))).toEqual(['0.17', '0.29', '0.71']);
  expect(mean.map((value) => value.toFixed(2))).toEqual(['0.44', '0.62', '0.91']);
});
