import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { owedShares } from './owed-shares.ts';
import type { RequestState } from './request-state.ts';
import { SOME_TERMS, someElector, someRequest, someSubmission } from '../testing/some-request.ts';
import { someChallenge, someState } from '../testing/some-state.ts';

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
const ofKind = (state: RequestState, ...kinds: string[]) =>
  owedShares(state)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, to, rao, state: is }) => [kind, to, rao, is]);

/** Settled as the contract settles: shares by score above the threshold, the validators' pool by points. */
const settled = (bountyRao: bigint, medians: number[], points: bigint[]): RequestState => {
  const { thresholdPpm } = SOME_TERMS;
  const weights = medians.map((median) => (median >= thresholdPpm ? BigInt(median - thresholdPpm + 1) : 0n));
  const shares = weights.map((weight) => (((bountyRao * 7n) / 10n) * weight) / sum(weights));
  const paid = points.map((own) => (((bountyRao * 25n) / 100n) * own) / sum(points));
  return someState({
    request: someRequest({
      stage: 'settled',
      settledBlock: 60,
      bountyRao,
      minersRao: sum(shares),
      validatorsRao: sum(paid)
    }),
    submissions: medians.map((medianPpm, index) =>
      someSubmission({
        index,
        hotkey: `0xa${index}`,
        revealedBlock: 22,
        medianPpm,
        status: weights[index] === 0n ? 'failed' : 'passed',
        shareRao: shares[index]!
      })
    ),
    electors: points.map((own, seat) => someElector({ seat, points: own }))
  });
};

test('everything of the bounty is owed to somebody, whatever the numbers', () => {
  const medians = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 6 });
  const points = fc.array(fc.bigInt({ min: 1n, max: 4_000_000n }), { minLength: 1, maxLength: 6 });
  const bounty = fc.bigInt({ min: 1_000_000n, max: 10n ** 15n });
  fc.assert(
    fc.property(bounty, medians, points, (bountyRao, scores, given) => {
      const state = settled(bountyRao, [...scores, 500_000], given);
      expect(sum(owedShares(state).map(({ rao }) => rao))).toBe(bountyRao);
    })
  );
});

test("a miner's share is held, then paid or forfeited to the requester; its bonus is named", () => {
  const state = settled(1_000_000n, [500_000, 300_000, 20_000], [1n, 3n]);
  const [first, second] = state.submissions;
  const later = {
    ...state,
    submissions: [
      { ...first!, status: 'opened' as const, shareRao: first!.shareRao + 50n, bonusPpm: 100 },
      { ...second!, status: 'forfeited' as const }
    ]
  };
  expect(ofKind(state, 'miner').map(([, to, , is]) => [to, is])).toEqual([
    ['0xa0', 'held'],
    ['0xa1', 'held']
  ]);
  expect(ofKind(later, 'miner').map(([, to, , is]) => [to, is])).toEqual([
    ['0xa0', 'credited'],
    ['0x01', 'forfeited']
  ]);
  expect(owedShares(later).find(({ kind }) => kind === 'miner')).toMatchObject({ hasBonus: true });
  expect(ofKind(state, 'validator').map(([, , rao]) => rao)).toEqual([62_500n, 187_500n]);
});

test('deposits come back with the reveal; those of the unrevealed are the treasury’s, also when all is refunded', () => {
  const state = someState({
    request: someRequest({
      stage: 'refunded',
      settledBlock: 40,
      terms: { ...SOME_TERMS, submissionDepositRao: 10n }
    }),
    submissions: [someSubmission({ revealedBlock: 22, status: 'failed' }), someSubmission({ index: 1 })]
  });
  expect(ofKind(state, 'deposit', 'unrevealed-deposits', 'refund')).toEqual([
    ['deposit', '0x03', 10n, 'credited'],
    ['refund', '0x01', 1_000_000n, 'credited'],
    ['unrevealed-deposits', null, 10n, 'credited']
  ]);
});

test('an upheld challenge: half to the challenger with its bond back, a quarter to jurors that agree, the rest treasury', () => {
  const juror = (seat: number, scorePpm: number | null) => ({
    seat,
    scorePpm,
    commitment: null,
    committedBlock: 1,
    revealedBlock: scorePpm === null ? null : 2,
    reportCid: null
  });
  const challenge = someChallenge({
    status: 'upheld',
    jurors: [juror(1, 300_000), juror(2, 301_000), juror(3, 900_000)],
    tickets: [1, 2, 3],
    medianPpm: 301_000,
    slashedRao: 1_001n
  });
  const electors = [0, 1, 2, 3].map((seat) => someElector({ seat }));
  const state = someState({ electors, challenges: [challenge] });
  expect(ofKind(state, 'challenger', 'juror', 'challenge-treasury')).toEqual([
    ['challenger', '0x0c', 1_000_500n, 'credited'],
    ['juror', '0x11', 125n, 'credited'],
    ['juror', '0x12', 125n, 'credited'],
    ['challenge-treasury', null, 251n, 'credited']
  ]);
  expect(owedShares(state).find(({ kind }) => kind === 'challenger')).toMatchObject({ rewardRao: 500n });
  const rejected = { ...challenge, status: 'rejected' as const, slashedRao: 0n };
  expect(ofKind({ ...state, challenges: [rejected] }, 'accused', 'juror').map(([kind, , rao]) => [kind, rao])).toEqual([
    ['accused', 500_000n],
    ['juror', 250_000n],
    ['juror', 250_000n]
  ]);
  const open = { ...challenge, status: 'inconclusive' as const };
  expect(ofKind({ ...state, challenges: [open] }, 'challenger', 'juror')).toEqual([
    ['challenger', '0x0c', 1_000_000n, 'credited']
  ]);
});

test('a sale pays miner and requester, to the rao; a price that went back is the buyer’s', () => {
  const bought = {
    buyer: '0x07' as const,
    buyerKey: '0x08' as const,
    boughtBlock: 60,
    isClosed: true,
    closedBlock: 61
  };
  const state = someState({
    request: someRequest({ terms: { ...SOME_TERMS, minerProceedsPpm: 333_333 } }),
    submissions: [someSubmission()],
    purchases: [
      [
        { ...bought, id: 0, paidRao: 100n, sealedKey: '0x0a' },
        { ...bought, id: 1, paidRao: 100n, sealedKey: null }
      ]
    ]
  });
  expect(ofKind(state, 'proceeds', 'price-back')).toEqual([
    ['proceeds', '0x03', 33n, 'credited'],
    ['proceeds', '0x01', 67n, 'credited'],
    ['price-back', '0x07', 100n, 'credited']
  ]);
});
