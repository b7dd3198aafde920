import { describe, expect, test } from 'vitest';
import type { ActionView } from '#lib/market/request/action-view.ts';
import { SOME_TERMS, someElector, someRequest } from '#lib/market/testing/some-request.ts';
import { someChallenge, someState } from '#lib/market/testing/some-state.ts';
import { dutyWaits, isSeatAtRisk } from './duty-waits.ts';

const TERMS = { ...SOME_TERMS, validatorBondRao: 500_000_000n };
const account = { publicKey: '0x10' } as const;
const bond = (activeRao: bigint, lockedRao = 0n) => ({ activeRao, lockedRao, leavingRao: 0n, leavesBlock: null });
const request = (more: Parameters<typeof someRequest>[0] = {}) => someRequest({ terms: TERMS, ...more });
const view = (more: Partial<ActionView['state']> = {}, rest: Partial<ActionView> = {}): ActionView => ({
  state: someState({ request: request(), ...more }),
  block: 25,
  account,
  neuron: null,
  bond: bond(500_000_000n),
  owedRao: 0n,
  secrets: [],
  drafts: { scores: false, verdicts: [] },
  ...rest
});
const scoring = request({ stage: 'scoring', seedBlock: 35, drawnBlock: 40 });

describe('a validator is told', () => {
  test('how much bond a seat still needs, and not to take the snapshot before', () => {
    const poor = view({}, { bond: bond(600_000_000n, 200_000_000n) });
    expect(dutyWaits(poor)).toMatchObject([
      {
        kind: 'bond',
        untilBlock: 30,
        text: expect.stringMatching(/bond of 0\.5 TAO.*assay market bond deposit --tao 0\.1/)
      }
    ]);
    const snapshot = { kind: 'snapshot', blocked: null, fromBlock: 31, untilBlock: null } as const;
    expect(isSeatAtRisk(snapshot, poor)).toBe(true);
    expect(isSeatAtRisk(snapshot, view())).toBe(false);
    expect(dutyWaits(view())).toEqual([]);
  });

  test('what its machine does not score by its settings, and what that costs', () => {
    const machine = { setting: 'mostSeconds', canAllow: false, text: 'Too long (Longest run).' } as const;
    const seat = someElector({ hotkey: account.publicKey });
    const texts = (...of: Parameters<typeof view>) => dutyWaits(view(...of)).map(({ text }) => text);
    expect(texts({}, { machine })).toEqual([
      'request 0: no seat is taken for it from here. Too long (Longest run). Change it with --most-seconds'
    ]);
    const scores = texts({ request: scoring, electors: [seat] }, { machine, block: 50 });
    expect(scores[0]).toMatch(/^request 0: your seat in it stands; .* lose nothing\. Too long/);
    const jurors = [
      { seat: 0, commitment: null, committedBlock: null, scorePpm: null, revealedBlock: null, reportCid: null }
    ];
    const challenges = [someChallenge({ status: 'drawn', deadlineBlock: 85, jurors })];
    const jury = texts(
      { request: scoring, electors: [{ ...seat, commitment: '0x0c' }], challenges },
      { machine, block: 75 }
    );
    expect(jury[0]).toContain('loses a tenth of what it has locked');
    const asked = { ...machine, setting: 'programs', canAllow: true } as const;
    expect(texts({}, { machine: asked })[0]).toMatch(/--allow 0$/);
  });

  test('when the draw is possible', () => {
    const seeded = view({ request: request({ stage: 'seeded', seedBlock: 35 }) }, { block: 31 });
    expect(dutyWaits(seeded)).toMatchObject([{ kind: 'draw', fromBlock: 36 }]);
    expect(dutyWaits({ ...seeded, block: 36 })).toEqual([]);
  });

  test('when to reveal committed scores, and nothing without a commitment', () => {
    const committed = someElector({ hotkey: account.publicKey, commitment: '0x0c', committedBlock: 45 });
    expect(dutyWaits(view({ request: scoring, electors: [committed] }, { block: 50 }))).toEqual([
      {
        requestId: 0,
        kind: 'reveal-scores',
        fromBlock: 61,
        untilBlock: 70,
        text: 'request 0: the reveal of your scores, from block 61 to 70'
      }
    ]);
    const idle = someElector({ hotkey: account.publicKey });
    expect(dutyWaits(view({ request: scoring, electors: [idle] }, { block: 50 }))).toEqual([]);
  });
});
