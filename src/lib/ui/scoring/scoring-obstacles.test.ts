import { expect, test } from 'vitest';
import { whyNotCommit, whyNotMeasure, type ScoringNow } from './scoring-obstacles.ts';

const now = (more: Partial<ScoringNow> = {}): ScoringNow => ({
  requestId: 3,
  cannotSign: null,
  hasUid: true,
  commit: { blocked: null },
  measuring: null,
  isCommitting: false,
  ...more
});
const both = (state: ScoringNow) => [whyNotMeasure(state), whyNotCommit(state)];

test('a seat is all it takes, with a wallet and in time', () => {
  expect(both(now())).toEqual([null, null]);
  expect(both(now({ cannotSign: 'No account.' }))).toEqual(['No account.', 'No account.']);
  expect(both(now({ commit: { blocked: 'No key.' } }))).toEqual(['No key.', 'No key.']);
  expect(both(now({ commit: undefined }))).toEqual(Array(2).fill('The time to commit scores is over.'));
});

test('scores are not committed while a submission of the same request is measured', () => {
  const here = now({ measuring: { requestId: 3, index: 1 } });
  expect(whyNotCommit(here)).toMatch(/^Submission 1 of this request is still being measured/);
  expect(whyNotMeasure(here)).toMatch(/Another submission/);
  expect(whyNotCommit(now({ measuring: { requestId: 4, index: 1 } }))).toBeNull();
});

test('nothing is measured while the scores are on their way', () => {
  expect(whyNotMeasure(now({ isCommitting: true }))).toMatch(/being committed/);
});

test('without a uid reports that are there can be committed, new ones cannot be made', () => {
  expect(both(now({ hasUid: false }))).toEqual([expect.stringMatching(/no uid/), null]);
});
