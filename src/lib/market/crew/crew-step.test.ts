import { VALIDATOR_BOND_RAO } from '../request/default-terms.ts';
import { describe, expect, test } from 'vitest';
import type { Neuron } from '../../core/market/metagraph.ts';
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import { SOME_TERMS, someElector, someRequest, someSubmission } from '../testing/some-request.ts';
import { nextCrewStep, stepName } from './crew-step.ts';
import type { CrewNeuron, CrewOrder, CrewRequest, CrewStep, CrewValidator, CrewView } from './crew-view.ts';

// Windows of `SOME_TERMS`: commits to 20, reveals to 30; drawn at 40: scores to 60, reveals to 70, challenges to 80.
const BOND_RAO = VALIDATOR_BOND_RAO;
const TERMS = { ...SOME_TERMS, validatorBondRao: BOND_RAO };
const key = (uid: number): `0x${string}` => `0x0${uid}`;
const PERSON = key(9);

const neuron = (uid: number, lastUpdateBlock: number): Neuron => ({
  uid,
  hotkey: `hotkey ${uid}`,
  publicKey: key(uid),
  coldkey: '',
  coldkeyPublicKey: '0x',
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
const miner = (name: string, uid: number): CrewNeuron => ({ name, neuron: neuron(uid, 0) });
const validator = (name: string, uid: number, lastUpdateBlock = 0, freeBondRao = BOND_RAO): CrewValidator => ({
  name,
  neuron: neuron(uid, lastUpdateBlock),
  freeBondRao
});
const request = (more: Partial<MarketRequest> = {}): MarketRequest => someRequest({ terms: TERMS, ...more });
const scoring = (more: Partial<MarketRequest> = {}): MarketRequest =>
  request({ stage: 'scoring', snapshotBlock: 31, seedBlock: 35, seed: '0x07', drawnBlock: 40, ...more });
const settled = (more: Partial<MarketRequest> = {}): MarketRequest =>
  scoring({ stage: 'settled', settledBlock: 90, ...more });
const submission = (index: number, uid: number, more: Parameters<typeof someSubmission>[0] = {}) =>
  someSubmission({ index, hotkey: key(uid), status: 'revealed', ...more });
const elector = (seat: number, more: Parameters<typeof someElector>[0] = {}) =>
  someElector({ seat, hotkey: key(seat), ...more });
const committed = { commitment: '0x0c', committedBlock: 50 } as const;
const ELECTORS = [elector(0), elector(1)];
const scoreOf = (seat: number) => ({
  ...{ seat, hotkey: key(seat), scorePpm: 1, block: 62, reportsCid: 'r', isStruck: false, isOutlier: false }
});
const entry = (more: Partial<CrewRequest> = {}): CrewRequest => ({
  request: request(),
  submissions: [],
  electors: [],
  challenges: [],
  isOwn: true,
  isRevealed: false,
  measured: {},
  unreleased: [],
  ...more
});
const view = (block: number, ...requests: CrewRequest[]): CrewView => ({
  block,
  requests,
  validators: [validator('Alice', 0), validator('Bob', 1)],
  miners: [miner('Dave', 3), miner('Eve', 4)],
  ready: ['Alice', 'Bob'],
  owed: []
});
const ORDER: CrewOrder = { sinceBlock: 0, miners: 2 };
const next = (now: CrewView, givenUp: CrewStep[] = []) => nextCrewStep(now, ORDER, givenUp.map(stepName));

describe('before the scores', () => {
  test('publishes keys before anything else', () => {
    expect(next({ ...view(5), ready: ['Alice'] })).toEqual({ kind: 'publish-key', name: 'Bob' });
  });

  test('posts one request after it was started, not another one', () => {
    expect(next(view(5))).toEqual({ kind: 'open' });
    // A market refuses a request for which nobody could be seated.
    const poor = { ...view(5), validators: [validator('Alice', 0), validator('Bob', 1, 0, 0n)] };
    expect(next(poor)).toEqual({ kind: 'deposit-bond', name: 'Bob', rao: String(BOND_RAO) });
    const before = entry({ request: settled({ openedBlock: 0 }), isRevealed: true });
    expect(next(view(90, before))).toEqual({ kind: 'open' });
    expect(next(view(90, entry({ request: settled(), isRevealed: true })))).toBe(null);
  });

  test('validators bring their free bond to what a request asks for, a person as well', () => {
    const poor = [validator('Alice', 0), validator('Bob', 1, 0, 200n)];
    const step = { kind: 'deposit-bond', name: 'Bob', rao: String(BOND_RAO - 200n) };
    expect(next({ ...view(25, entry({ isOwn: false })), validators: poor })).toEqual(step);
    const seated = entry({ request: scoring(), electors: ELECTORS });
    expect(next({ ...view(45, seated), validators: poor })).toEqual(step);
    const locked = entry({ request: scoring(), electors: [elector(0), elector(1, committed)] });
    expect(next({ ...view(45, locked), validators: poor })).toEqual({ kind: 'pass-time', untilBlock: 61 });
  });

  test('miners answer, each once, as many as asked for, and only what the crew posted', () => {
    const answered = entry({ submissions: [submission(0, 3, { status: 'sealed' })] });
    expect(next(view(15, entry()))).toEqual({ kind: 'submit', name: 'Dave', requestId: 0 });
    expect(next(view(15, answered))).toMatchObject({ name: 'Eve' });
    expect(nextCrewStep(view(15, answered), { ...ORDER, miners: 1 }, [])).toEqual({
      kind: 'pass-time',
      untilBlock: 21
    });
    const foreign = entry({ isOwn: false, request: request({ id: 7 }) });
    const both = entry({ submissions: [submission(0, 3), submission(1, 4)] });
    expect(next(view(15, foreign, both))).toBe(null);
  });

  test('miners reveal what they committed, nobody elses', () => {
    const sealed = entry({
      submissions: [submission(0, 9, { status: 'sealed' }), submission(1, 4, { status: 'sealed' })]
    });
    expect(next(view(21, sealed))).toEqual({
      kind: 'reveal-submission',
      name: 'Eve',
      requestId: 0,
      submissionIndex: 1
    });
  });

  test('seats and draws for everybody, once the seed block is past', () => {
    const seating = entry({ isOwn: false, request: request({ revealedCount: 1 }) });
    expect(next(view(31, seating, entry({ request: settled({ id: 1 }), isRevealed: true })))).toEqual({
      kind: 'snapshot',
      requestId: 0
    });
    const seeded = entry({ request: request({ stage: 'seeded', revealedCount: 1, snapshotBlock: 31, seedBlock: 35 }) });
    expect(next(view(35, seeded))).toEqual({ kind: 'pass-time', untilBlock: 36 });
    expect(next(view(36, seeded))).toEqual({ kind: 'draw', requestId: 0 });
  });
});

describe('scores', () => {
  const open = (more: Partial<CrewRequest> = {}) =>
    entry({ request: scoring(), electors: ELECTORS, submissions: [submission(0, 5), submission(1, 6)], ...more });

  test('each validator measures each submission, one submission after the other, and commits when all is measured', () => {
    expect(next(view(45, open()))).toEqual({ kind: 'score', name: 'Alice', requestId: 0, submissionIndex: 0 });
    expect(next(view(45, open({ measured: { Alice: [0] } })))).toEqual({
      kind: 'score',
      name: 'Bob',
      requestId: 0,
      submissionIndex: 0
    });
    const all = { Alice: [0, 1], Bob: [0, 1] };
    expect(next(view(45, open({ measured: all })))).toEqual({ kind: 'commit-scores', name: 'Alice', requestId: 0 });
    const first = open({ measured: all, electors: [elector(0, committed), elector(1)] });
    expect(next(view(45, first))).toEqual({ kind: 'commit-scores', name: 'Bob', requestId: 0 });
  });

  test('leaves out duplicates, its own relations and requests without a seat', () => {
    const spoiled = open({
      submissions: [submission(0, 5, { status: 'duplicate' }), submission(1, 6, { excludedSeats: [0] })],
      electors: [elector(0)]
    });
    expect(next(view(45, spoiled))).toEqual({ kind: 'pass-time', untilBlock: 61 });
  });

  test('commits what it has where a submission cannot be measured, and nothing where it has nothing', () => {
    const score = (name: string, submissionIndex: number): CrewStep => ({
      kind: 'score',
      name,
      requestId: 0,
      submissionIndex
    });
    const failed = [score('Alice', 1), score('Bob', 0), score('Bob', 1)];
    expect(next(view(45, open({ measured: { Alice: [0] } })), failed)).toEqual({
      kind: 'commit-scores',
      name: 'Alice',
      requestId: 0
    });
    const gone = open({ electors: [elector(0, committed), elector(1)] });
    expect(next(view(45, gone), failed)).toEqual({ kind: 'pass-time', untilBlock: 61 });
  });

  test('reveals what it committed, and does not set weights before anything is paid', () => {
    expect(next(view(61, open({ electors: [elector(0), elector(1, committed)] })))).toEqual({
      kind: 'reveal-scores',
      name: 'Bob',
      requestId: 0
    });
    const scored = open({
      electors: [elector(0), elector(1, { ...committed, revealedBlock: 62 })],
      submissions: [submission(0, 5, { scores: [scoreOf(1)] })]
    });
    expect(next(view(63, scored))).toEqual({ kind: 'pass-time', untilBlock: 71 });
  });
});

describe('challenges, whoever made them', () => {
  const juror = (seat: number, more: Partial<Challenge['jurors'][number]> = {}) => ({
    seat,
    commitment: null,
    committedBlock: null,
    scorePpm: null,
    revealedBlock: null,
    reportCid: null,
    ...more
  });
  const challenge = (more: Partial<Challenge> = {}): Challenge => ({
    requestId: 0,
    id: 2,
    challenger: PERSON,
    submissionIndex: 0,
    accusedSeat: 0,
    status: 'drawn',
    appellant: null,
    first: null,
    tickets: [],
    openedBlock: 72,
    seedBlock: 76,
    deadlineBlock: 84,
    evidenceCid: 'evidence',
    jurors: [juror(1), juror(2)],
    medianPpm: null,
    slashedRao: 0n,
    resolvedBlock: null,
    ...more
  });
  const at = (block: number, more: Partial<Challenge>) =>
    next(
      view(block, entry({ request: scoring({ openChallenges: 1 }), electors: ELECTORS, challenges: [challenge(more)] }))
    );
  const done = { commitment: '0x0d', committedBlock: 80 } as const;

  test('the jury is drawn when its seed is known, and given up when nobody did in time', () => {
    const seeded: Partial<Challenge> = { status: 'seeded', jurors: [], deadlineBlock: 276 };
    expect(at(76, seeded)).toEqual({ kind: 'pass-time', untilBlock: 77 });
    expect(at(77, seeded)).toEqual({ kind: 'draw-jury', requestId: 0, challengeId: 2 });
    expect(at(277, seeded)).toEqual({ kind: 'resolve', requestId: 0, challengeId: 2 });
  });

  test('jurors of the crew judge and reveal, each in its window', () => {
    expect(at(80, {})).toEqual({ kind: 'judge', name: 'Bob', requestId: 0, challengeId: 2 });
    const judged = { jurors: [juror(1, done), juror(2)] };
    expect(at(82, judged)).toEqual({ kind: 'pass-time', untilBlock: 85 });
    expect(at(85, judged)).toEqual({ kind: 'reveal-verdict', name: 'Bob', requestId: 0, challengeId: 2 });
    expect(at(85, {})).toEqual({ kind: 'pass-time', untilBlock: 90 });
  });

  test('resolved when all have spoken, or time is over', () => {
    const spoken = { ...done, scorePpm: 1, revealedBlock: 86, reportCid: 'r' };
    expect(at(86, { jurors: [juror(1, spoken), juror(2, spoken)] })).toMatchObject({ kind: 'resolve' });
    expect(at(86, { jurors: [juror(1, spoken), juror(2)] })).toEqual({ kind: 'pass-time', untilBlock: 90 });
    expect(at(90, { jurors: [juror(1, spoken), juror(2)] })).toMatchObject({ kind: 'resolve' });
  });

  test('a person in the jury who validates is waited for', () => {
    const request = scoring({ openChallenges: 1 });
    const people = [elector(1), elector(2, { hotkey: PERSON, ...committed })];
    const challenges = [challenge({ jurors: [juror(1, done), juror(2)] })];
    expect(next(view(82, entry({ request, electors: people, challenges })))).toBe(null);
  });
});

describe('the end', () => {
  const claimed = (more: Partial<CrewRequest> = {}) => entry({ request: settled(), isRevealed: true, ...more });
  const revealed = { ...committed, revealedBlock: 65 };

  test('settles, opens its packages, publishes the benchmark, claims; then rests', () => {
    expect(next(view(81, entry({ request: scoring() })))).toEqual({ kind: 'settle', requestId: 0 });
    const passed = [submission(0, 3, { status: 'passed' })];
    expect(next(view(90, entry({ request: settled(), submissions: passed })))).toEqual({
      kind: 'open-package',
      name: 'Dave',
      requestId: 0,
      submissionIndex: 0
    });
    expect(next(view(90, entry({ request: settled() })))).toEqual({ kind: 'reveal-benchmark', requestId: 0 });
    expect(next({ ...view(90, claimed()), owed: ['Dave'] })).toEqual({ kind: 'claim', name: 'Dave' });
    expect(next(view(90, claimed()))).toBe(null);
  });

  test('sets weights once for what was paid, whoever posted the request', () => {
    const paid = (more: Parameters<typeof someSubmission>[0]) =>
      entry({
        request: settled(),
        isOwn: false,
        submissions: [submission(0, 9, { status: 'opened', closedBlock: 95, scores: [scoreOf(1)], ...more })]
      });
    const step = (entry: CrewRequest, lastUpdateBlock = 0) =>
      next({
        ...view(96, entry, claimed()),
        validators: [validator('Alice', 0), validator('Bob', 1, lastUpdateBlock)]
      });
    expect(step(paid({}))).toEqual({ kind: 'set-weights', name: 'Bob' });
    expect(step(paid({}), 95)).toBe(null);
    expect(step(paid({ status: 'forfeited' }))).toBe(null);
    expect(step(paid({ scores: [{ ...scoreOf(1), isStruck: true }] }))).toBe(null);
  });

  test("settles a person's request too, and refunds one that nobody answered", () => {
    const foreign = entry({ isOwn: false, request: request({ id: 4 }) });
    expect(next(view(31, foreign, claimed()))).toEqual({ kind: 'settle', requestId: 4 });
  });

  test("opens or delivers a person's package when half of its time is over", () => {
    const submissions = [submission(0, 9, { status: 'passed' })];
    const electors = [elector(0), elector(1, revealed)];
    expect(next(view(105, claimed({ submissions, electors })))).toBe(null);
    expect(next(view(106, claimed({ submissions, electors })))).toMatchObject({ kind: 'open-package', name: 'Bob' });
    const request = settled({ terms: { ...TERMS, privateDelivery: true } });
    expect(next(view(106, claimed({ request, submissions, electors })))).toMatchObject({
      kind: 'deliver-key',
      name: 'Bob'
    });
    expect(next(view(121, claimed({ submissions, electors })))).toBe(null);
  });

  test('releases the key of what it sold', () => {
    const submissions = [submission(0, 4, { status: 'opened' }), submission(1, 9, { status: 'opened' })];
    const sold = claimed({ submissions, unreleased: [{ submissionIndex: 0, purchaseId: 5 }] });
    const release = { kind: 'release-key', requestId: 0 } as const;
    expect(next(view(95, sold))).toEqual({ ...release, name: 'Eve', submissionIndex: 0, purchaseId: 5 });
    const resold = claimed({ submissions, unreleased: [{ submissionIndex: 1, purchaseId: 0 }] });
    expect(next(view(95, resold))).toMatchObject({ ...release, name: 'Requester', submissionIndex: 1 });
    expect(next(view(95, { ...resold, isOwn: false }, claimed()))).toBe(null);
  });

  test('a step that failed does not hold up the others', () => {
    const failed: CrewStep = { kind: 'submit', name: 'Dave', requestId: 0 };
    expect(next(view(15, entry()), [failed])).toEqual({ ...failed, name: 'Eve' });
  });
});

describe('time is never pushed on', () => {
  const done = entry({ submissions: [submission(0, 3), submission(1, 4)] });

  test('while a person waits for submissions, or could challenge a report', () => {
    const terms = { ...TERMS, deadlineBlock: 500 };
    const foreign = entry({ isOwn: false, request: request({ id: 1, terms }) });
    expect(next(view(15, done))).toEqual({ kind: 'pass-time', untilBlock: 21 });
    expect(next(view(15, foreign, done))).toBe(null);
    const challengeable = entry({ isOwn: false, request: scoring({ id: 1 }) });
    const open = entry({ request: request({ terms }), submissions: done.submissions });
    expect(next(view(75, challengeable, open))).toBe(null);
  });

  test("but over windows of a person's request in which only the crew had something to do", () => {
    const crewed = { isOwn: false, request: scoring({ openedBlock: 0 }), electors: [elector(0, committed)] };
    const before = entry({ request: settled({ id: 1 }), isRevealed: true });
    expect(next(view(45, entry(crewed), before))).toEqual({ kind: 'pass-time', untilBlock: 61 });
    const unscored = entry({ ...crewed, electors: [elector(0)], submissions: [submission(0, 5)] });
    const failed: CrewStep = { kind: 'score', name: 'Alice', requestId: 0, submissionIndex: 0 };
    expect(next(view(45, unscored, before), [failed])).toBe(null);
    const shared = { ...crewed, electors: [elector(0, committed), elector(2, { hotkey: PERSON })] };
    expect(next(view(45, entry(shared), before))).toBe(null);
  });

  test('over the time in which a person has to reveal a submission or to open a package', () => {
    const sealed = entry({ submissions: [submission(0, 9, { status: 'sealed' })] });
    expect(next(view(21, sealed))).toBe(null);
    const passed = entry({
      request: settled({ id: 3 }),
      isRevealed: true,
      submissions: [submission(0, 9, { status: 'passed' })]
    });
    const waiting = view(95, passed, entry({ request: request({ terms: { ...TERMS, deadlineBlock: 200 } }) }));
    const submits = ['Dave', 'Eve'].map((name): CrewStep => ({ kind: 'submit', name, requestId: 0 }));
    expect(next(waiting, submits)).toBe(null);
  });

  test('over the reveal of a person who committed scores', () => {
    const person = elector(2, { hotkey: PERSON, ...committed });
    const open = (electors: CrewRequest['electors']) => view(65, entry({ request: scoring(), electors }));
    expect(next(open([person]))).toBe(null);
    expect(next(open([{ ...person, commitment: null }]))).toEqual({ kind: 'pass-time', untilBlock: 71 });
  });
});
