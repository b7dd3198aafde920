import { expect, test } from 'vitest';
import { RetryTimes } from './retry-times.ts';

const keyOf = (key: string) => key;

test('what failed is tried later each time, up to a limit, and after what failed less often', () => {
  const retries = new RetryTimes();
  expect(retries.inTurn(['a', 'b'], keyOf, 0)).toEqual(['a', 'b']);
  retries.failed('a', 0);
  expect(retries.inTurn(['a', 'b'], keyOf, 9_999)).toEqual(['b']);
  expect(retries.inTurn(['a', 'b'], keyOf, 10_000)).toEqual(['b', 'a']);
  retries.failed('a', 10_000);
  expect(retries.inTurn(['a'], keyOf, 29_999)).toEqual([]);
  expect(retries.inTurn(['a'], keyOf, 30_000)).toEqual(['a']);
  for (let i = 0; i < 40; i++) retries.failed('a', 0);
  expect(retries.nextMs(['a', 'b'])).toBe(600_000);
  retries.succeeded('a');
  expect(retries.inTurn(['a'], keyOf, 0)).toEqual(['a']);
  expect(retries.nextMs(['a'])).toBeNull();
});
