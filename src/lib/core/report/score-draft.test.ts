import { expect, test } from 'vitest';
import {
  emptyScoreDraft,
  findCommit,
  mergeScoreDrafts,
  parseScoreDraft,
  withCommit,
  withReport,
  type ScoreCommit
} from './score-draft.ts';
import type { ScoreReport } from './score-report.ts';

const hex = (digit: string) => `0x${digit.repeat(64)}` as const;
const empty = emptyScoreDraft({
  genesisHash: hex('1'),
  marketAddress: `0x${'ab'.repeat(20)}`,
  requestId: 0,
  challengeId: null,
  hotkey: hex('2')
});
const commit = (digit: string): ScoreCommit => ({
  commitment: hex(digit),
  salt: hex('5'),
  scoresPpm: [1],
  reportsCid: 'reports',
  files: [{ path: 'report-0.json', text: '{"any":"text"}' }]
});
const report = (index: number, score = 0) => ({ submission: { index }, result: { score } }) as unknown as ScoreReport;

test('a report that comes after the commit changes nothing of what was committed', () => {
  const committed = withCommit(withReport(empty, report(0)), commit('3'));
  const after = withReport(withReport(committed, report(1)), report(0, 0.5));
  expect(after.commits).toEqual([commit('3')]);
  expect(after.reports).toEqual([report(1), report(0, 0.5)]);
});

test('a second try leaves the opening of the first', () => {
  const both = withCommit(withCommit(empty, commit('3')), commit('4'));
  expect(findCommit(both, hex('3'))).toEqual(commit('3'));
  expect(findCommit(both, hex('4'))).toEqual(commit('4'));
  expect(findCommit(both, null)).toBeNull();
});

test('merging two machines loses no commit, and keeps what was measured here', () => {
  const here = withReport(withCommit(empty, commit('3')), report(0, 0.25));
  const there = withReport(withReport(withCommit(empty, commit('4')), report(0)), report(1));
  expect(mergeScoreDrafts(here, there)).toEqual({
    ...empty,
    reports: [report(0, 0.25), report(1)],
    commits: [commit('3'), commit('4')]
  });
});

test('a report of another format is measured again; the commit beside it stays', () => {
  const kept = JSON.parse(JSON.stringify(withCommit(withReport(empty, report(0)), commit('3')))) as unknown;
  expect(parseScoreDraft(kept)).toEqual({ ...empty, commits: [commit('3')] });
});

test.each([null, {}, { ...empty, hotkey: '0x1' }, { ...empty, commits: [{ ...commit('3'), salt: 'x' }] }])(
  'no draft: %j',
  (value) => {
    expect(parseScoreDraft(value)).toBeNull();
  }
);
