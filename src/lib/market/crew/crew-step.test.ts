import { describe, expect, test } from 'vitest';
import type { MarketRequest, MarketSubmission, Neuron } from '../../chain/market-chain.ts';
import { nextCrewStep, stepName, type CrewOrder, type CrewRequest, type CrewStep, type CrewView } from './crew-step.ts';

const neuron = (uid: number, lastUpdateBlock = 0): Neuron => ({
  uid,
  hotkey: `hotkey ${uid}`,
  publicKey: `0x0${uid}`,
  coldkey: '',
  validatorPermit: uid < 3,
  active: true,
  stakeRao: 0n,
  consensus: 0,
  incentive: 0,
  dividends: 0,
  validatorTrust: 0,
  emissionRao: 0n,
  lastUpdateBlock,
  weights: []
});
const member = (name: string, uid: number, lastUpdateBlock = 0) => ({ name, neuron: neuron(uid, lastUpdateBlock) });
const request = (more: Partial<MarketRequest> = {}): MarketRequest => ({
  id: 0,
  requester: '0x01',
  status: 'open',
  openedBlock: 20,
  deadlineBlock: 50,
  scoringEndBlock: 90,
  thresholdPpm: 100_000,
  bountyRao: 1n,
  benchmarkCommitment: '0x02',
  closedBlock: null,
  minersRao: 0n,
  validatorsRao: 0n,
  specCid: 'spec',
  ...more
});
const submission = (index: number, uid: number, scoredBy: number[] = []): MarketSubmission => ({
  requestId: 0,
  index,
  hotkey: `0x0${uid}`,
  uid,
  block: 30,
  packageCid: `package ${index}`,
  medianPpm: null,
  paidRao: 0n,
  scores: scoredBy.map((by) => ({ validator: '0x', uid: by, scorePpm: 1, block: 60, reportCid: 'report' }))
});
const entry = (more: Partial<CrewRequest> = {}): CrewRequest => ({
  request: request(),
  submissions: [],
  isOwn: true,
  isRevealed: false,
  ...more
});
const view = (more: Partial<CrewView> = {}): CrewView => ({
  block: 25,
  requests: [],
  validators: [member('Alice', 0), member('Bob', 1)],
  miners: [member('Dave', 3), member('Eve', 4)],
  ready: ['Alice', 'Bob'],
  owed: [],
  ...more
});
const ORDER: CrewOrder = { sinceBlock: 10, miners: 2 };
const next = (now: CrewView, givenUp: CrewStep[] = []) => nextCrewStep(now, ORDER, givenUp.map(stepName));

describe('the crew', () => {
  test('publishes keys before anything else', () => {
    expect(next(view({ ready: ['Alice'] }))).toEqual({ kind: 'publish-key', name: 'Bob' });
  });

  test('posts one request after it was started, not another one', () => {
    expect(next(view())).toEqual({ kind: 'open' });
    const before = entry({ request: request({ status: 'settled', openedBlock: 5 }), isRevealed: true });
    expect(next(view({ requests: [before] }))).toEqual({ kind: 'open' });
  });

  test('miners answer, each once, as many as asked for, and only what the crew posted', () => {
    expect(next(view({ requests: [entry()] }))).toEqual({ kind: 'submit', name: 'Dave', requestId: 0 });
    expect(next(view({ requests: [entry({ submissions: [submission(0, 3)] })] }))).toMatchObject({ name: 'Eve' });
    expect(
      nextCrewStep(view({ requests: [entry({ submissions: [submission(0, 3)] })] }), { sinceBlock: 10, miners: 1 }, [])
    ).toEqual({ kind: 'pass-time', untilBlock: 51 });
    const foreign = entry({ isOwn: false, request: request({ id: 7 }) });
    expect(next(view({ requests: [foreign, entry({ submissions: [submission(0, 3), submission(1, 4)] })] }))).toBe(
      null
    );
  });

  test('validators score everything that waits, also what people posted', () => {
    const waiting = entry({ isOwn: false, submissions: [submission(0, 5, [0])] });
    const own = entry({ request: request({ id: 1, openedBlock: 20, deadlineBlock: 200, scoringEndBlock: 300 }) });
    const now = view({ block: 60, requests: [waiting, { ...own, submissions: [submission(0, 3), submission(1, 4)] }] });
    expect(next(now)).toEqual({ kind: 'score', name: 'Bob', requestId: 0, index: 0 });
  });

  test('then weights, once for what was scored', () => {
    const scored = entry({ submissions: [submission(0, 3, [0, 1])] });
    const now = view({ block: 61, requests: [scored], validators: [member('Alice', 0, 61), member('Bob', 1, 40)] });
    expect(next(now)).toEqual({ kind: 'set-weights', name: 'Bob' });
    expect(next({ ...now, validators: [member('Alice', 0, 61), member('Bob', 1, 61)] })).toEqual({
      kind: 'pass-time',
      untilBlock: 91
    });
  });

  test('settles, publishes the key, claims; then rests', () => {
    const due = view({ block: 91, requests: [entry()] });
    expect(next(due)).toEqual({ kind: 'settle', requestId: 0 });
    const settled = entry({ request: request({ status: 'settled' }) });
    expect(next(view({ requests: [settled] }))).toEqual({ kind: 'reveal', requestId: 0 });
    const open = { ...settled, isRevealed: true };
    expect(next(view({ requests: [open], owed: ['Dave'] }))).toEqual({ kind: 'claim', name: 'Dave' });
    expect(next(view({ requests: [open] }))).toBe(null);
  });

  test('a step that failed does not hold up the others', () => {
    const now = view({ requests: [entry()] });
    expect(next(now, [{ kind: 'submit', name: 'Dave', requestId: 0 }])).toEqual({
      kind: 'submit',
      name: 'Eve',
      requestId: 0
    });
  });

  test('time is never pushed on while a person has a request open', () => {
    const foreign = entry({ isOwn: false, request: request({ id: 1, deadlineBlock: 500, scoringEndBlock: 900 }) });
    const done = entry({ submissions: [submission(0, 3), submission(1, 4)] });
    expect(next(view({ requests: [foreign, done] }))).toBe(null);
  });
});
