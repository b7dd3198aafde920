import { expect, test } from 'vitest';
import { lateWork } from './late-work.ts';
import { someElector, someRequest, someSubmission } from '../testing/some-request.ts';
import { someChallenge, someState } from '../testing/some-state.ts';

test('a miner that has not revealed, from the deadline on', () => {
  const state = someState({ submissions: [someSubmission(), someSubmission({ index: 1, status: 'revealed' })] });
  expect(lateWork(state, 20)).toEqual([]);
  expect(lateWork(state, 21)).toMatchObject([
    { kind: 'reveal-submission', submissionIndex: 0, untilBlock: 30, isMissed: false }
  ]);
  expect(lateWork(state, 31)).toMatchObject([{ isMissed: true }]);
});

test('drawn validators without a commit, and whoever committed without a reveal', () => {
  const state = someState({
    request: someRequest({ stage: 'scoring', drawnBlock: 40 }),
    submissions: [someSubmission({ status: 'revealed', assignedSeats: [0, 1] })],
    electors: [
      someElector(),
      someElector({ seat: 1, committedBlock: 45, revealedBlock: 61 }),
      someElector({ seat: 2, committedBlock: 45 }),
      someElector({ seat: 3 })
    ]
  });
  expect(lateWork(state, 41)).toMatchObject([{ kind: 'commit-scores', seat: 0, submissions: [0], untilBlock: 60 }]);
  expect(lateWork(state, 61)).toMatchObject([
    { kind: 'commit-scores', seat: 0, isMissed: true },
    { kind: 'reveal-scores', seat: 2, untilBlock: 70, isMissed: false }
  ]);
});

test('jurors, and a package nobody can read yet', () => {
  const none = { commitment: null, scorePpm: null, revealedBlock: null, reportCid: null };
  const jurors = [
    { ...none, seat: 0, committedBlock: null },
    { ...none, seat: 1, committedBlock: 80 }
  ];
  const challenge = someChallenge({ status: 'drawn', deadlineBlock: 85, jurors });
  const electors = [someElector(), someElector({ seat: 1 })];
  const judged = someState({ electors, challenges: [challenge] });
  expect(lateWork(judged, 84)).toMatchObject([{ kind: 'commit-verdict', seat: 0, untilBlock: 85, isMissed: false }]);
  expect(lateWork(judged, 86)).toMatchObject([
    { kind: 'commit-verdict', isMissed: true },
    { kind: 'reveal-verdict', seat: 1, untilBlock: 90 }
  ]);
  const settled = someState({
    request: someRequest({ stage: 'settled', settledBlock: 100 }),
    submissions: [someSubmission({ status: 'passed', shareRao: 7n }), someSubmission({ index: 1, status: 'opened' })]
  });
  expect(lateWork(settled, 131)).toMatchObject([
    { kind: 'open-package', submissionIndex: 0, untilBlock: 130, isMissed: true, shareRao: 7n }
  ]);
});
