import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { MarketRequest } from '#lib/core/market/market-state.ts';
import { drawSteps, settleSteps } from '#lib/chain/market/steps-per-call.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { ActionView } from '#lib/market/request/action-view.ts';
import { someElector, someRequest, someSubmission } from '#lib/market/testing/some-request.ts';
import { someState } from '#lib/market/testing/some-state.ts';
import { carryOutDuties } from './carry-out-duties.ts';
import { mostCalls } from './most-calls.ts';
import { sayDuties } from './say-duties.ts';

beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterAll(() => vi.restoreAllMocks());

const hotkey = '0x10';
const failure = new AppError('chain/dispatch-failed', 'Refused.');

const viewOf = (state: Partial<ActionView['state']>, block: number): ActionView => ({
  state: someState(state),
  block,
  account: { publicKey: hotkey },
  neuron: null,
  bond: null,
  owedRao: 0n,
  secrets: [],
  drafts: { scores: true, verdicts: [] }
});
const seeded = viewOf({ request: someRequest({ stage: 'seeded', seedBlock: 35 }) }, 40);
const drawn: Partial<MarketRequest> = { stage: 'scoring', seedBlock: 35, drawnBlock: 40 };
const committed = someElector({ hotkey, commitment: '0x0c', committedBlock: 45 });
const toReveal = viewOf({ request: someRequest(drawn), electors: [committed] }, 65);
const late = { ...toReveal, block: 70 };
const revealed = viewOf({ request: someRequest(drawn), electors: [{ ...committed, revealedBlock: 66 }] }, 66);

/** The view after each act, the last one from then on. */
const carryOut = (views: ActionView[], act: () => Promise<{ status: string }>) => {
  let acts = 0;
  return carryOutDuties({
    view: async () => views[Math.min(acts, views.length - 1)]!,
    act: () => {
      acts++;
      return act();
    }
  });
};
const works = async () => ({ status: 'sent' });
const fails = async () => Promise.reject(failure);

describe('what is due', () => {
  test('is done, and nothing is left', async () => {
    const { did, undone } = await carryOut([toReveal, revealed], works);
    expect(did).toMatchObject([{ requestId: 0, kind: 'reveal-scores', status: 'done' }]);
    expect(undone).toEqual([]);
    expect(sayDuties({ did, undone, waits: [] })).toBe('all that was due is done.');
  });

  test('and failed is named with the last block at which it can still be done', async () => {
    const { did, undone } = await carryOut([toReveal], fails);
    expect(did).toMatchObject([{ kind: 'reveal-scores', status: 'failed', error: { code: 'chain/dispatch-failed' } }]);
    expect(undone).toMatchObject([{ kind: 'reveal-scores', untilBlock: 70, isDue: true }]);
    expect(sayDuties({ did, undone, waits: [{ text: 'request 1: the draw' }] })).toBe(
      [
        'not done:',
        '  request 0: the reveal of your scores; it can still be done, until block 70: run this again',
        'waits:',
        '  request 1: the draw'
      ].join('\n')
    );
  });

  test('and was not signed is not done either', async () => {
    const { undone } = await carryOut([toReveal], async () => ({ status: 'rejected' }));
    expect(undone).toMatchObject([{ kind: 'reveal-scores', isDue: true }]);
  });

  test("stays undone when its time ran out, but not when somebody else did what is anybody's", async () => {
    expect((await carryOut([toReveal, late], fails)).undone).toMatchObject([
      { kind: 'reveal-scores', isDue: false, text: expect.stringMatching(/its time is over$/) }
    ]);
    const raced = await carryOut([seeded, revealed], fails);
    expect(raced.did).toMatchObject([{ kind: 'draw', status: 'not-needed' }]);
    expect(raced.undone).toEqual([]);
  });
});

describe('a draw or a settlement that takes several calls', () => {
  const submissions = Array.from({ length: 60 }, (_, index) => someSubmission({ index, status: 'revealed' }));
  const electors = Array.from({ length: 64 }, (_, seat) => someElector({ seat }));
  const request = someRequest({ stage: 'settling', seedBlock: 35, drawnBlock: 40 });
  const settling = viewOf({ request, submissions, electors }, 100);
  const settled = viewOf({ request: { ...request, stage: 'settled' }, submissions, electors }, 103);
  const none = viewOf({ request: someRequest({ stage: 'settling', drawnBlock: 40 }) }, 100);

  test('is called until it is done', async () => {
    const { did, undone } = await carryOut([settling, settling, settling, settled], works);
    expect(did.map(({ kind, status }) => [kind, status])).toEqual(Array(3).fill(['settle', 'done']));
    expect(undone).toEqual([]);
  });

  test('is given up after as many calls as it can take, and after one that fails', async () => {
    const { did, undone } = await carryOut([settling], works);
    expect(did).toHaveLength(mostCalls('settle', settling.state));
    expect(undone).toMatchObject([{ kind: 'settle', isDue: true }]);
    expect((await carryOut([settling], fails)).did).toHaveLength(1);
    expect((await carryOut([none], works)).did).toHaveLength(1);
  });

  test('takes at most the calls of its steps; everything else takes one', () => {
    expect(mostCalls('settle', settling.state)).toBe(Math.ceil((2 * 60 + 64) / settleSteps(64)));
    expect(mostCalls('draw', settling.state)).toBe(Math.ceil(60 / drawSteps(64)));
    expect(mostCalls('snapshot', settling.state)).toBe(1);
  });
});
