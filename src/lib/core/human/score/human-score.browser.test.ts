import { expect, test } from 'vitest';
import { hashOfScores, RECORDED_SCORES } from '../testing/recorded-scores.ts';

test('a browser finds the recorded scores to the last bit', () => {
  expect(hashOfScores()).toBe(RECORDED_SCORES);
});
