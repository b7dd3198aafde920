import { expect, test } from 'vitest';
import type { JurorVerdict } from '../../core/market/market-state.ts';
import { emptyScoreDraft, withCommit, type ScoreDraft } from '../../core/report/score-draft.ts';
import { dueReveals, mayOweVerdicts } from './due-reveals.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
import { someChallenge } from '../testing/some-state.ts';

const hex = (digit: string) => `0x${digit.repeat(64)}` as const;
const hotkey = hex('2');
const committed = (challengeId: number | null): ScoreDraft =>
  withCommit(
    emptyScoreDraft({
      genesisHash: hex('1'),
      marketAddress: `0x${'ab'.repeat(20)}`,
      requestId: 0,
      challengeId,
      hotkey
    }),
    { commitment: hex('3'), salt: hex('5'), scoresPpm: [1], reportsCid: 'reports', files: [] }
  );
const open = someRequest();
const scoring = someRequest({ stage: 'scoring', drawnBlock: 40, openChallenges: 1 });
const juror = (more: Partial<JurorVerdict> = {}): JurorVerdict => ({
  seat: 1,
  commitment: hex('3'),
  committedBlock: 80,
  scorePpm: null,
  revealedBlock: null,
  reportCid: null,
  ...more
});
const judged = someChallenge({ id: 2, status: 'drawn', deadlineBlock: 84, jurors: [juror()] });

test('a sealed submission, until the reveals end', () => {
  const revealable = { request: open, submissions: [someSubmission({ hotkey })], challenges: [] };
  expect(dueReveals(revealable, hotkey, [], 25)).toEqual([{ kind: 'submission', challengeId: null, untilBlock: 30 }]);
  expect(dueReveals(revealable, hotkey, [], 20)).toEqual([]);
  expect(dueReveals(revealable, hex('9'), [], 25)).toEqual([]);
});

test('committed scores, until they are shown', () => {
  const shown = { seat: 0, hotkey, scorePpm: 1, block: 62, reportsCid: 'r', isStruck: false, isOutlier: false };
  const due = (scores: (typeof shown)[], drafts = [committed(null)]) =>
    dueReveals({ request: scoring, submissions: [someSubmission({ scores })], challenges: [] }, hotkey, drafts, 65);
  expect(due([])).toEqual([{ kind: 'scores', challengeId: null, untilBlock: 70 }]);
  expect(due([shown])).toEqual([]);
  expect(due([], [])).toEqual([]);
});

test("a juror's kept verdict, between the end of the commits and the end of the reveals", () => {
  const at = (block: number, challenge = judged, drafts = [committed(2)]) =>
    dueReveals({ request: scoring, submissions: [], challenges: [challenge] }, hotkey, drafts, block);
  expect(at(85)).toEqual([{ kind: 'verdict', challengeId: 2, untilBlock: 89 }]);
  expect([at(84), at(89)]).toEqual([[], []]);
  expect(at(85, { ...judged, jurors: [juror({ revealedBlock: 85 })] })).toEqual([]);
  expect(at(85, { ...judged, jurors: [juror({ commitment: hex('4') })] })).toEqual([]);
  expect(at(85, { ...judged, requestId: 1 })).toEqual([]);
  expect(at(85, judged, [committed(null)])).toEqual([]);
});

test('challenges are read only where a verdict was committed from here', () => {
  expect(mayOweVerdicts(scoring, [committed(2)])).toBe(true);
  expect(mayOweVerdicts(scoring, [committed(null)])).toBe(false);
  expect(mayOweVerdicts(someRequest({ stage: 'settled' }), [committed(2)])).toBe(false);
});
