import { expect, test } from 'vitest';
import { whyNotCommit, whyNotMeasure, type ScoringNow } from './scoring-obstacles.ts';

const now = (more: Partial<ScoringNow> = {}): ScoringNow => ({
  requestId: 3,
  cannotSign: null,
  hasUid: true,
  commit: { blocked: null },
  measuring: null,
  ...more
});
const both = (state: ScoringNow) => [whyNotMeasure(state), whyNotCommit(state)];

test('a seat is all it takes, with a wallet and in time', () => {
  expect(both(now())).toEqual([null, null]);
  expect(both(now({ cannotSign: 'No account.' }))).toEqual(['No account.', 'No account.']);
  expect(both(now({ commit: { blocked: 'No key.' } }))).toEqual(['No key.', 'No key.']);
  expect(both(now({ commit: undefined }))).toEqual(Array(2).fill('The time to commit scores is over.'));
});

test('without a uid reports that are there can be committed, new ones cannot be made', () => {
  expect(both(now({ hasUid: false }))).toEqual([expect.stringMatching(/no uid/), null]);
});
