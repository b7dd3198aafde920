import { expect, test } from 'vitest';
import { requestHistory } from './request-history.ts';
import type { RequestState } from './request-state.ts';
import { SOME_TERMS, someElector, someRequest, someSubmission } from '../testing/some-request.ts';
import { someChallenge, someState } from '../testing/some-state.ts';

const kinds = (state: RequestState) => requestHistory(state).map(({ kind, block }) => `${block} ${kind}`);

test('sealed submissions, their reveals, and the copy that came later', () => {
  const revealed = { status: 'revealed' as const, plainCid: 'same', revealedBlock: 22 };
  const state = someState({
    submissions: [
      someSubmission({ ...revealed, committedBlock: 9 }),
      someSubmission({ ...revealed, index: 1, committedBlock: 12, status: 'duplicate', revealedBlock: 21 })
    ]
  });
  expect(kinds(state)).toEqual([
    '1 opened',
    '9 committed',
    '12 committed',
    '21 revealed',
    '22 revealed',
    '22 duplicate'
  ]);
  expect(requestHistory(state).at(-1)).toMatchObject({ submissionIndex: 1, original: 0 });
});

test('seats, a missed seed, the draw, scores by seat', () => {
  const state = someState({
    request: someRequest({ stage: 'scoring', snapshotBlock: 31, seedBlock: 304, drawnBlock: 310 }),
    submissions: [someSubmission({ status: 'revealed', revealedBlock: 22, plainCid: 'a', assignedSeats: [0, 2] })],
    electors: [
      someElector({ committedBlock: 315, revealedBlock: 332, reportsCid: 'reports' }),
      someElector({ seat: 1, committedBlock: 312 })
    ]
  });
  expect(kinds(state).slice(3)).toEqual([
    '31 seated',
    '300 seed-missed',
    '310 drawn',
    '312 scores-committed',
    '315 scores-committed',
    '332 scores-revealed'
  ]);
  expect(requestHistory(state).find(({ kind }) => kind === 'drawn')).toMatchObject({
    assigned: [{ submissionIndex: 0, seats: [0, 2] }]
  });
});

test('a challenge from its evidence to its end, with the numbers of its jury', () => {
  const juror = { seat: 2, commitment: '0x01' as const, committedBlock: 352, scorePpm: 5, revealedBlock: 357 };
  const state = someState({
    request: someRequest({ stage: 'scoring' }),
    challenges: [
      someChallenge({
        status: 'upheld',
        openedBlock: 345,
        deadlineBlock: 355,
        jurors: [{ ...juror, reportCid: 'report' }],
        medianPpm: 5,
        slashedRao: 9n,
        resolvedBlock: 360
      })
    ]
  });
  expect(kinds(state)).toEqual([
    '1 opened',
    '345 challenged',
    `${355 - SOME_TERMS.juryBlocks} jury-drawn`,
    '352 verdict-committed',
    '357 verdict-revealed',
    '360 challenge-resolved'
  ]);
});

test('the treasury has what settlement left; what follows stands after it', () => {
  const state = someState({
    request: someRequest({ stage: 'settled', settledBlock: 50, bountyRao: 100n, minersRao: 69n, validatorsRao: 25n }),
    submissions: [
      someSubmission({ status: 'opened', closedBlock: 50, packageKey: '0x01', medianPpm: 7, shareRao: 69n }),
      someSubmission({ index: 1, status: 'failed', medianPpm: null })
    ],
    keys: [{ by: '0x05', block: 50, key: '0x06' }]
  });
  expect(kinds(state).slice(3)).toEqual([
    '50 tallied',
    '50 tallied',
    '50 settled',
    '50 package-opened',
    '50 benchmark-revealed'
  ]);
  expect(requestHistory(state).find(({ kind }) => kind === 'settled')).toMatchObject({ treasuryRao: 6n });
});

test('private delivery and its sales', () => {
  const bought = { buyer: '0x07' as const, buyerKey: '0x08' as const, paidRao: 5n, boughtBlock: 60 };
  const state = someState({
    request: someRequest({ stage: 'settled', settledBlock: 50 }),
    submissions: [someSubmission({ status: 'opened', closedBlock: 55 })],
    deliveries: [[{ by: '0x03', block: 55, sealedKey: '0x09' }]],
    purchases: [
      [
        { ...bought, id: 0, isClosed: true, closedBlock: 61, sealedKey: '0x0a' },
        { ...bought, id: 1, isClosed: true, closedBlock: 62, sealedKey: null },
        { ...bought, id: 2, isClosed: false, closedBlock: null, sealedKey: null }
      ]
    ]
  });
  expect(kinds(state).slice(-6)).toEqual([
    '55 key-delivered',
    '60 bought',
    '60 bought',
    '60 bought',
    '61 key-released',
    '62 purchase-refunded'
  ]);
});

test('a refund is the whole bounty', () => {
  const state = someState({ request: someRequest({ stage: 'refunded', settledBlock: 40, bountyRao: 100n }) });
  expect(requestHistory(state).at(-1)).toEqual({ kind: 'refunded', block: 40, refundRao: 100n });
});

test('an appeal: the first jury, who called the larger one, the larger jury', () => {
  const juror = (seat: number) => ({
    seat,
    commitment: null,
    committedBlock: null,
    scorePpm: null,
    revealedBlock: null,
    reportCid: null
  });
  const challenge = someChallenge({
    status: 'drawn',
    appellant: '0x0d',
    first: { status: 'upheld', medianPpm: 5, deadlineBlock: 75, jurors: [juror(1)], tickets: [1, 1, 1] },
    seedBlock: 90,
    deadlineBlock: 100,
    jurors: [juror(2), juror(3)],
    tickets: [2, 2, 2, 3, 3, 3, 3]
  });
  const events = requestHistory(
    someState({ request: someRequest({ stage: 'scoring', drawnBlock: 40 }), challenges: [challenge] })
  );
  expect(events.filter(({ kind }) => kind === 'jury-drawn' || kind === 'appealed')).toEqual([
    { kind: 'jury-drawn', block: 70, challengeId: 0, seats: [1] },
    { kind: 'appealed', block: 86, challengeId: 0, by: '0x0d', firstStatus: 'upheld', firstMedianPpm: 5 },
    { kind: 'jury-drawn', block: 95, challengeId: 0, seats: [2, 3] }
  ]);
});
