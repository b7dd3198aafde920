import { expect, test } from 'vitest';
import type { Hex } from '../../core/encoding/hex.ts';
import type { ActionView } from './action-view.ts';
import { requestActions } from './request-actions.ts';
import type { RequestState } from './request-state.ts';
import { SOME_TERMS, someElector, someRequest, someSubmission } from '../testing/some-request.ts';
import { someChallenge, someState } from '../testing/some-state.ts';

const key = (byte: string): Hex => `0x${byte.repeat(32)}`;
const REQUESTER = key('0a');
const MINER = key('0b');
const VALIDATOR = key('0c');
const BUYER = key('0d');
const neuron = { validatorPermit: true } as NonNullable<ActionView['neuron']>;
const bond = { activeRao: 10n, lockedRao: 0n, leavingRao: 0n, leavesBlock: null };

function view(state: RequestState, block: number, more: Partial<ActionView> = {}): ActionView {
  const nobody = { account: null, neuron: null, bond: null, owedRao: 0n, secrets: [] };
  return { state, block, ...nobody, drafts: { scores: false, verdicts: [] }, ...more };
}
const as = (publicKey: Hex, ...secrets: string[]): Partial<ActionView> => ({
  account: { publicKey },
  neuron,
  bond,
  secrets
});
const possible = (of: ActionView) =>
  requestActions(of)
    .filter(({ blocked }) => blocked === null)
    .map(({ kind }) => kind);
const whyNot = (of: ActionView, kind: string) => requestActions(of).find((action) => action.kind === kind)?.blocked;

const request = someRequest({ requester: REQUESTER.slice(0, 42) as Hex });
const sealed = someSubmission({ hotkey: MINER });

test('collecting: a miner can submit once, a stranger learns what is missing, later steps say from when', () => {
  const state = someState({ request });
  expect(possible(view(state, 10, as(MINER)))).toEqual(['commit-submission']);
  expect(whyNot(view(state, 10), 'commit-submission')).toBe('Connect an account first.');
  expect(whyNot(view(state, 10, { account: { publicKey: MINER } }), 'commit-submission')).toMatch(/no uid/);
  const again = view(someState({ request, submissions: [sealed] }), 10, as(MINER));
  expect(whyNot(again, 'commit-submission')).toMatch(/submitted already/);
  expect(requestActions(again).find(({ kind }) => kind === 'snapshot')).toMatchObject({
    blocked: 'Possible from block 31 on.',
    fromBlock: 31,
    untilBlock: 30 + 7_200
  });
});

test('collecting: who is not on the list of a request for invited hotkeys learns it', () => {
  const invited = someRequest({ terms: { ...SOME_TERMS, inviteRoot: key('0e') } });
  const at = (spec: ActionView['spec']) => view(someState({ request: invited }), 10, { ...as(MINER), spec });
  expect(possible(at({ invited: [MINER] }))).toEqual(['commit-submission']);
  expect(whyNot(at({ invited: [VALIDATOR] }), 'commit-submission')).toMatch(/not on its list/);
  expect(whyNot(at({}), 'commit-submission')).toMatch(/does not list them/);
  expect(possible(at(null))).toEqual(['commit-submission']);
});

test('collecting: its requester can add to the bounty, extend the deadline up to the farthest one, and cancel', () => {
  const own = as(REQUESTER);
  expect(possible(view(someState({ request }), 10, own))).toEqual(['cancel', 'commit-submission', 'top-up', 'extend']);
  const submitted = someState({ request, submissions: [sealed] });
  expect(possible(view(submitted, 10, own))).toEqual(['commit-submission', 'top-up', 'extend']);
  expect(possible(view(submitted, 20, own))).toEqual([]);
  const latestBlock = request.openedBlock + 648_000;
  expect(requestActions(view(submitted, 10, own)).find(({ kind }) => kind === 'extend')).toMatchObject({ latestBlock });
  const farthest = { ...request, terms: { ...request.terms, deadlineBlock: latestBlock } };
  expect(possible(view(someState({ request: farthest, submissions: [sealed] }), 10, own))).toEqual([
    'commit-submission',
    'top-up'
  ]);
});

test("a transaction is tried now and included in the next block: a window's last block is too late to begin", () => {
  const state = someState({ request, submissions: [sealed] });
  const own = as(MINER, `package:${sealed.sealedCid}`);
  expect(possible(view(state, 20, own))).toEqual([]);
  expect(possible(view(state, 21, own))).toEqual(['reveal-submission']);
  expect(possible(view(state, 29, own))).toEqual(['reveal-submission']);
  expect(possible(view(state, 30, own))).toEqual([]);
  expect(possible(view(state, 31, own))).toEqual(['settle']);
  expect(requestActions(view(state, 31, own)).map(({ kind }) => kind)).toEqual(['settle']);
  expect(whyNot(view(state, 25, as(MINER)), 'reveal-submission')).toMatch(/key is not here/);
});

test('settling is offered once it is known what it would do: refund for want of submissions or of a draw, or tally', () => {
  const settle = (state: RequestState, block: number) =>
    requestActions(view(state, block, as(REQUESTER))).find(({ kind }) => kind === 'settle');
  const empty = someState({ request, submissions: [sealed] });
  expect(settle(empty, 30)).toBeUndefined();
  expect(settle(empty, 31)).toMatchObject({ outcome: 'nothing-revealed', blocked: null });
  const revealed = someState({ request: { ...request, revealedCount: 1 } });
  expect(settle(revealed, 31)).toMatchObject({ outcome: 'not-drawn', blocked: 'Possible from block 7,231 on.' });
  const seeded = someState({ request: { ...revealed.request, stage: 'seeded', seedBlock: 40 } });
  expect(settle(seeded, 7_231)).toMatchObject({ outcome: 'not-drawn', blocked: null });
  const scoring = someState({ request: { ...request, stage: 'scoring', drawnBlock: 41 } });
  expect(settle(scoring, 82)).toMatchObject({ outcome: 'tally', blocked: null });
});

test('seats, draw and scores: who has none learns why', () => {
  const revealed = { ...sealed, status: 'revealed' as const, revealedBlock: 22, assignedSeats: [0] };
  const seating = someState({ request: { ...request, revealedCount: 1 }, submissions: [revealed] });
  expect(possible(view(seating, 35, as(REQUESTER)))).toEqual(['snapshot']);
  const drawing = { ...seating, request: { ...seating.request, stage: 'seeded' as const, seedBlock: 40 } };
  expect(whyNot(view(drawing, 40, as(REQUESTER)), 'draw')).toBe('Possible from block 41 on.');
  expect(possible(view(drawing, 41, as(REQUESTER)))).toEqual(['draw']);

  const scoring: RequestState = {
    ...seating,
    request: { ...request, stage: 'scoring', drawnBlock: 41 },
    electors: [someElector({ hotkey: VALIDATOR })]
  };
  const validator = as(VALIDATOR, `sealing:${VALIDATOR}`);
  expect(possible(view(scoring, 45, validator))).toEqual(['commit-scores']);
  expect(whyNot(view(scoring, 45, as(VALIDATOR)), 'commit-scores')).toMatch(/sealing key/);
  expect(whyNot(view(scoring, 45, as(MINER)), 'commit-scores')).toMatch(/no seat/);
  const costly = { ...scoring.request, terms: { ...SOME_TERMS, validatorBondRao: 11n } };
  expect(whyNot(view({ ...scoring, request: costly }, 45, validator), 'commit-scores')).toMatch(/bond/);
  const committed = { ...scoring, electors: [someElector({ hotkey: VALIDATOR, committedBlock: 46 })] };
  expect(whyNot(view(committed, 62, validator), 'reveal-scores')).toMatch(/not here/);
  expect(possible(view(committed, 62, { ...validator, drafts: { scores: true, verdicts: [] } }))).toEqual([
    'reveal-scores'
  ]);
});

test('challenges: the reports that can be, the jury, and a settlement that waits for it', () => {
  const score = {
    seat: 0,
    hotkey: VALIDATOR,
    scorePpm: 5,
    block: 62,
    reportsCid: 'r',
    isStruck: false,
    isOutlier: false
  };
  const challenged: RequestState = someState({
    request: { ...request, stage: 'scoring', drawnBlock: 41 },
    submissions: [someSubmission({ status: 'revealed', scores: [score] })],
    electors: [someElector({ hotkey: VALIDATOR }), someElector({ seat: 1, hotkey: MINER })]
  });
  expect(requestActions(view(challenged, 72, as(MINER))).find(({ kind }) => kind === 'challenge')).toMatchObject({
    blocked: null,
    reports: [{ submissionIndex: 0, seat: 0 }]
  });
  expect(whyNot(view(challenged, 72, as(VALIDATOR)), 'challenge')).toMatch(/no report/);

  const seeded = { ...challenged, challenges: [someChallenge({ seedBlock: 76, deadlineBlock: 276 })] };
  expect(possible(view(seeded, 77, as(REQUESTER)))).toEqual(['draw-jury']);
  const juror = {
    seat: 1,
    commitment: null,
    committedBlock: null,
    scorePpm: null,
    revealedBlock: null,
    reportCid: null
  };
  const drawn: RequestState = {
    ...challenged,
    request: { ...challenged.request, openChallenges: 1 },
    challenges: [someChallenge({ status: 'drawn', deadlineBlock: 90, jurors: [juror] })]
  };
  expect(possible(view(drawn, 85, as(MINER, `sealing:${MINER}`)))).toEqual(['commit-verdict']);
  expect(whyNot(view(drawn, 85, as(MINER)), 'commit-verdict')).toMatch(/sealing key/);
  expect(whyNot(view(drawn, 85, as(VALIDATOR)), 'commit-verdict')).toMatch(/jury/);
  expect(whyNot(view(drawn, 96, as(REQUESTER)), 'settle')).toMatch(/challenges/);
  expect(possible(view(drawn, 96, as(REQUESTER)))).toEqual(['resolve']);
});

test('after the settlement: packages, sales, the benchmark, and what is owed', () => {
  const passed = { ...sealed, status: 'passed' as const };
  const settled = someState({
    request: { ...request, stage: 'settled', settledBlock: 100 },
    submissions: [passed]
  });
  const miner = as(MINER, `package:${passed.sealedCid}`);
  expect(possible(view(settled, 101, { ...miner, owedRao: 3n }))).toEqual(['open-package', 'claim']);
  expect(possible(view(settled, 131, miner))).toEqual(['forfeit']);
  expect(possible(view(settled, 101, as(REQUESTER, `benchmark:${request.benchmarkCommitment}`)))).toEqual([
    'reveal-benchmark'
  ]);
  // Whose benchmark it is publishes its key as well, from where it was locked.
  const owner = as(BUYER, `benchmark:${request.benchmarkCommitment}`);
  expect(possible(view(settled, 101, owner))).toEqual([]);
  const registered = { ...settled, benchmarkOwner: BUYER.slice(0, 42) as Hex };
  expect(possible(view(registered, 101, owner))).toEqual(['reveal-benchmark']);

  const terms = { ...SOME_TERMS, privateDelivery: true, forSale: true };
  const delivered: RequestState = {
    ...settled,
    request: { ...settled.request, terms },
    submissions: [{ ...passed, status: 'opened' }],
    purchases: [
      [
        {
          id: 0,
          buyer: BUYER.slice(0, 42) as Hex,
          buyerKey: '0x08',
          paidRao: 1n,
          boughtBlock: 110,
          isClosed: false,
          closedBlock: null,
          sealedKey: null
        }
      ]
    ]
  };
  expect(possible(view(delivered, 111, miner))).toEqual(['name-price', 'release-key']);
  expect(whyNot(view(delivered, 111, miner), 'buy')).toMatch(/own submission/);
  expect(whyNot(view(delivered, 111, as(REQUESTER)), 'buy')).toMatch(/have it already/);
  expect(whyNot(view(delivered, 111, as(BUYER)), 'buy')).toMatch(/bought it already/);
  expect(whyNot(view(delivered, 111, as(VALIDATOR)), 'release-key')).toMatch(/miner or the requester/);
  expect(possible(view(delivered, 111 + 50_400, as(VALIDATOR)))).toEqual(['buy', 'refund-purchase']);
});

test('a purchase names what this account would pay: the first buyers pay nothing, once each', () => {
  const terms = { ...SOME_TERMS, privateDelivery: true, forSale: true, priceRao: 7n, freeBuyers: 2 };
  const opened = { ...sealed, status: 'opened' as const };
  const state = someState({
    request: { ...request, stage: 'settled', settledBlock: 100, terms },
    submissions: [opened]
  });
  const price = (of: RequestState) =>
    requestActions(view(of, 111, as(BUYER))).flatMap((action) => (action.kind === 'buy' ? [action.priceRao] : []));
  expect(price(state)).toEqual([0n]);
  expect(price({ ...state, submissions: [{ ...opened, freeTaken: 2 }] })).toEqual([7n]);
  const refunded = {
    id: 0,
    buyer: BUYER.slice(0, 42) as Hex,
    buyerKey: '0x08' as const,
    paidRao: 0n,
    boughtBlock: 101,
    isClosed: true,
    closedBlock: 110,
    sealedKey: null
  };
  expect(price({ ...state, submissions: [{ ...opened, freeTaken: 1 }], purchases: [[refunded]] })).toEqual([7n]);
  const named = view(state, 111, { ...as(BUYER), pricesRao: new Map([[0, 3n]]) });
  expect(requestActions(named)).toContainEqual(expect.objectContaining({ kind: 'buy', priceRao: 3n }));
  const sellers = [MINER, REQUESTER, BUYER].map((who) => possible(view(state, 111, as(who))).includes('name-price'));
  expect(sellers).toEqual([true, true, false]);
});

test('a validator whose machine does not score a request seats nobody for it, and neither scores nor judges', () => {
  const machine = { setting: 'programs', canAllow: false, text: 'Disabled here (Programs of strangers).' } as const;
  const validator = { ...as(VALIDATOR, `sealing:${VALIDATOR}`), machine };
  const revealed = { ...sealed, status: 'revealed' as const };
  const open = someState({ request: { ...request, revealedCount: 1 }, submissions: [revealed] });
  expect(whyNot(view(open, 31, validator), 'snapshot')).toBe(
    'No seat is taken for it from here. Disabled here (Programs of strangers).'
  );
  expect(possible(view(open, 31, { ...validator, machine: null }))).toEqual(['snapshot']);
  const seat = someElector({ hotkey: VALIDATOR });
  const drawn = { ...request, stage: 'scoring' as const, seedBlock: 35, drawnBlock: 40 };
  const scoring = someState({ request: drawn, submissions: [revealed], electors: [seat] });
  expect(whyNot(view(scoring, 45, validator), 'commit-scores')).toBe(machine.text);
});
