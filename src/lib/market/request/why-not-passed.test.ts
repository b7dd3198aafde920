import { expect, test } from 'vitest';
import { someSubmission } from '../testing/some-request.ts';
import { whyNotPassed } from './why-not-passed.ts';

const terms = { quorum: 2, thresholdPpm: 100_000, maxSpreadPpm: 50_000 };
const score = (isStruck: boolean) => ({
  seat: 0,
  hotkey: '0x01' as const,
  scorePpm: 5,
  block: 62,
  reportsCid: 'r',
  isStruck,
  isOutlier: false
});
const failed = (more: Parameters<typeof someSubmission>[0]) => someSubmission({ status: 'failed', ...more });

test('too few scores: those that a jury struck do not count', () => {
  const reasons = whyNotPassed(failed({ scores: [score(false), score(true)] }), terms);
  expect(reasons).toEqual([{ kind: 'too-few-scores', counted: 1, quorum: 2 }]);
});

test('a median below the threshold, a spread above the largest, or both', () => {
  const low = { kind: 'low-median', medianPpm: 0, thresholdPpm: 100_000 };
  const wide = { kind: 'wide-spread', spreadPpm: 50_001, maxSpreadPpm: 50_000 };
  expect(whyNotPassed(failed({ medianPpm: 0, spreadPpm: 50_000 }), terms)).toEqual([low]);
  expect(whyNotPassed(failed({ medianPpm: 100_000, spreadPpm: 50_001 }), terms)).toEqual([wide]);
  expect(whyNotPassed(failed({ medianPpm: 0, spreadPpm: 50_001 }), terms)).toEqual([low, wide]);
});

test('a median of 0 never passes, whatever the threshold', () => {
  const free = { ...terms, thresholdPpm: 0 };
  expect(whyNotPassed(failed({ medianPpm: 0, spreadPpm: 0 }), free)).toEqual([{ kind: 'nothing-gained' }]);
});

test('one that passed, or is not tallied yet, has no reason', () => {
  expect(whyNotPassed(someSubmission({ status: 'passed', medianPpm: 1 }), terms)).toEqual([]);
  expect(whyNotPassed(someSubmission({ status: 'revealed' }), terms)).toEqual([]);
});
