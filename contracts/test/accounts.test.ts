// What belongs to accounts: bonds and their cooling-off, the treasury's time lock, the deployment, the terms of a request.
import { describe, expect, test } from 'vitest';
import { concatHex, pad, type Abi, type Hex } from 'viem';
import { marketAbi } from '../artifacts/market.abi.ts';
import { marketAnnexInitCode, marketInitCode } from '../artifacts/market.init-code.ts';
import { freshScene } from './testing/fresh-scene.ts';
import {
  BENCHMARK,
  OPENING_FEE_RAO,
  OUTSIDER,
  REQUESTER,
  someTerms,
  TAO,
  validatorKey,
  type TermsInput
} from './testing/market-actors.ts';
import { keyOf, TREASURY } from './testing/test-keys.ts';
import { RESERVE_RAO } from './testing/market-world.ts';

const COOLING_OFF = 50_400n;
const { world, scene } = await freshScene();

describe('a bond', () => {
  const owner = validatorKey(0).address;
  const act = (name: string, args: unknown[] = [], rao = 0n) => world.call(owner, name, args, rao);

  test('is what was sent, in whole rao', async () => {
    await scene.must(act('depositBond', [], TAO));
    await scene.must(act('depositBond', [], 1n));
    expect(await scene.bondOf(owner)).toMatchObject({ activeRao: TAO + 1n });
    expect(await act('depositBond')).toMatchObject({ error: 'WrongValue' });
    expect(await world.call(owner, 'depositBond', [], 1n, { extraWei: 1n })).toMatchObject({ error: 'WrongValue' });
  });

  test('leaves after the cooling-off, as a debt that can be claimed; a second request starts the wait anew', async () => {
    await scene.must(act('depositBond', [], 10n * TAO));
    expect(await act('requestWithdrawal', [10n * TAO + 1n])).toMatchObject({ error: 'BondTooSmall' });
    expect(await act('requestWithdrawal', [0n])).toMatchObject({ error: 'BondTooSmall' });
    expect(await act('withdrawBond')).toMatchObject({ error: 'NothingOwed' });
    await scene.must(act('requestWithdrawal', [4n * TAO]));
    world.block += COOLING_OFF - 1n;
    expect(await act('withdrawBond')).toMatchObject({ error: 'TooEarly' });
    await scene.must(act('requestWithdrawal', [1n * TAO]));
    world.block += COOLING_OFF - 1n;
    expect(await act('withdrawBond')).toMatchObject({ error: 'TooEarly' });
    world.block += 1n;
    await scene.must(act('withdrawBond'));
    expect(await act('withdrawBond')).toMatchObject({ error: 'NothingOwed' });
    expect(await scene.owed(owner)).toBe(5n * TAO);
    expect(await scene.bondOf(owner)).toMatchObject({ activeRao: 5n * TAO, leavingRao: 0n });
  });

  test('is locked by scores until the settlement, for each request anew', async () => {
    await scene.begin([100, 100, 100], 1);
    await scene.must(world.call(owner, 'requestWithdrawal', [9n * TAO]));
    await scene.submit(1);
    await scene.seat();
    await scene.must(scene.commitScores(0n, 0, [500_000]));
    expect(await act('requestWithdrawal', [1n])).toMatchObject({ error: 'BondTooSmall' });
    await scene.endChallenges();
    await scene.must(scene.settle());
    await scene.must(act('requestWithdrawal', [TAO]));
  });

  test('that left after the snapshot does not score', async () => {
    await scene.begin([100, 100, 100], 1);
    await scene.submit(1);
    await scene.seat();
    await scene.must(act('requestWithdrawal', [10n * TAO]));
    expect(await scene.commitScores(0n, 0, [500_000])).toMatchObject({ error: 'BondTooSmall' });
  });
});

describe('the treasury', () => {
  const holder = async () => (await world.view<[Hex, Hex, bigint]>('treasury'))[0].toLowerCase();
  const successor = keyOf(901);
  const propose = (from: Hex, to: Hex = successor.address) => world.call(from, 'proposeTreasury', [to]);
  const accept = (from: Hex = successor.address) => world.call(from, 'acceptTreasury', []);

  test('goes to a successor that was visible for a week and accepts', async () => {
    expect(await propose(OUTSIDER.address)).toMatchObject({ error: 'NotAllowed' });
    await scene.must(propose(TREASURY.address));
    world.block += COOLING_OFF - 1n;
    expect(await accept()).toMatchObject({ error: 'TooEarly' });
    world.block += 1n;
    expect(await accept(OUTSIDER.address)).toMatchObject({ error: 'NotAllowed' });
    await scene.must(accept());
    expect(await holder()).toBe(successor.address);
    expect(await accept()).toMatchObject({ error: 'NotAllowed' });
    expect(await propose(TREASURY.address)).toMatchObject({ error: 'NotAllowed' });
  });

  test('a changed proposal waits anew, a withdrawn one is nothing', async () => {
    await scene.must(propose(TREASURY.address, OUTSIDER.address));
    world.block += COOLING_OFF;
    await scene.must(propose(TREASURY.address));
    expect(await accept(OUTSIDER.address)).toMatchObject({ error: 'NotAllowed' });
    expect(await accept()).toMatchObject({ error: 'TooEarly' });
    await scene.must(propose(TREASURY.address, `0x${'00'.repeat(20)}`));
    world.block += 2n * COOLING_OFF;
    expect(await accept()).toMatchObject({ error: 'NotAllowed' });
    expect(await holder()).toBe(TREASURY.address);
  });
});

describe('a request', () => {
  test.each<[string, Partial<TermsInput> | ((now: bigint) => Partial<TermsInput>), bigint]>([
    ['a deadline that has passed', (now) => ({ deadlineBlock: now }), 1n],
    ['a deadline too far away', (now) => ({ deadlineBlock: now + 648_001n }), 1n],
    ['a window shorter than the market allows', { revealBlocks: 9 }, 2n],
    ['a window of years', { challengeBlocks: 648_001 }, 2n],
    ['no time to open packages', { openBlocks: 0 }, 2n],
    ['a threshold that nobody reaches', { thresholdPpm: 950_001 }, 3n],
    ['a spread that nobody keeps', { maxSpreadPpm: 9_999 }, 3n],
    ['a spread above 1', { maxSpreadPpm: 1_000_001 }, 3n],
    ['no tolerance at all', { outlierFloorPpm: 999 }, 4n],
    ['a tolerance with which no score is far from another', { outlierFloorPpm: 200_001 }, 4n],
    ['fewer than three drawn validators', { assignedPerSubmission: 2 }, 5n],
    ['a quorum of none', { quorum: 0 }, 6n],
    ['a quorum above the drawn', { quorum: 4 }, 6n],
    ['no place for a coldkey', { maxPerColdkey: 0 }, 7n],
    ['challenges for nothing', { challengeBondRao: 999_999n, validatorBondRao: 0n }, 8n],
    ['challenges below what they take', { challengeBondRao: TAO - 1n }, 8n],
    ['challenges that nobody can pay', { challengeBondRao: 100n * TAO + 1n }, 8n],
    ['a bond that nobody has', { validatorBondRao: 2n ** 63n, challengeBondRao: 2n ** 63n }, 8n],
    ['a bonus beyond every measure', { earlyBonusPpm: 10_000_001 }, 9n],
    ["a validators' bonus beyond every measure", { earlyValidatorPpm: 10_000_001 }, 9n],
    ['proceeds above 1', { minerProceedsPpm: 1_000_001 }, 10n],
    ['a sale of what is public', { forSale: true }, 10n],
    ['a deposit above the bounty', { submissionDepositRao: 100n * TAO + 1n }, 11n],
    ['a deposit for a key that it does not name', { benchmarkDepositRao: TAO }, 12n],
    ['a key without a deposit', { benchmarkKeyHash: BENCHMARK }, 12n],
    ['a fee for nobody', { benchmarkFeeRao: 1n }, 12n],
    ['a cap that leaves too little to anybody', { coldkeyCapPpm: 99_999 }, 13n],
    ['a cap above 1', { coldkeyCapPpm: 1_000_001 }, 13n],
    ['a parent that is not there', { parentRequest: 1n }, 14n]
  ])('cannot name %s', async (_, changes, rule) => {
    const terms = someTerms(world, typeof changes === 'function' ? changes(world.block) : changes);
    expect(await scene.open(terms)).toMatchObject({ error: 'InvalidTerms', errorArgs: [rule] });
  });

  test('needs a bounty of at least 0.001 TAO in whole rao, and a document', async () => {
    const terms = someTerms(world, {
      submissionDepositRao: 0n,
      validatorBondRao: 1_000_000n,
      challengeBondRao: 1_000_000n
    });
    const args = (cid: string, licence = '') => [terms, BENCHMARK, cid, licence];
    const open = (cid: string, rao: bigint, extraWei = 0n) =>
      world.call(REQUESTER.address, 'open', args(cid), rao, { extraWei });
    scene.populate([TAO, TAO], 0);
    const least = OPENING_FEE_RAO + 1_000_000n;
    expect(await open('spec', least - 1n)).toMatchObject({ error: 'WrongValue', errorArgs: [least] });
    expect(await open('spec', TAO, 1n)).toMatchObject({ error: 'WrongValue' });
    expect(await open('spec', 2n ** 63n)).toMatchObject({ error: 'WrongValue' });
    expect(await open('', TAO)).toMatchObject({ error: 'InvalidCid' });
    expect(await open('x'.repeat(101), TAO)).toMatchObject({ error: 'InvalidCid' });
    expect(await open('x'.repeat(100), least)).toMatchObject({ error: 'TooFewElectors', errorArgs: [0n, 2n] });
    await scene.bond(2);
    await scene.must(open('x'.repeat(100), least));
    expect((await scene.request()).bountyRao).toBe(1_000_000n);
    expect(await scene.owed(TREASURY.address)).toBe(OPENING_FEE_RAO);
  });

  test('cannot pay from the money of another: each has its own escrow', async () => {
    await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n }, TAO);
    await scene.must(scene.open(someTerms(world), 1000n * TAO));
    await scene.submit(1);
    await scene.settleWith([[500_000], [500_000], [500_000]]);
    expect((await scene.request(0n)).escrowRao).toBe((TAO * 7n) / 10n);
    expect((await scene.request(1n)).escrowRao).toBe(1000n * TAO);
  });
});

describe('the deployment', () => {
  const deploy = (annex: Hex, rao: bigint, treasury: Hex = TREASURY.address) =>
    world.deploy(marketAbi as Abi, marketInitCode, [2, treasury, 0, 10, annex], rao);

  test('needs an annex with code, a treasury, and the reserve that nothing pays out', async () => {
    await deploy(world.annex, RESERVE_RAO);
    await expect(deploy(world.annex, RESERVE_RAO - 1n)).rejects.toThrow();
    await expect(deploy(OUTSIDER.address, RESERVE_RAO)).rejects.toThrow();
    await expect(world.deploy([], concatHex([marketAnnexInitCode, pad(OUTSIDER.address)]), [])).rejects.toThrow();
    expect(await world.view('jury')).toMatch(new RegExp(world.jury, 'i'));
    await expect(deploy(world.annex, RESERVE_RAO, `0x${'00'.repeat(20)}`)).rejects.toThrow();
  });

  test('takes no money that does not say what it is for', async () => {
    const send = [{ type: 'function', name: 'nothing', inputs: [], outputs: [], stateMutability: 'payable' }] as const;
    expect(await world.call(OUTSIDER.address, 'nothing', [], TAO, { abi: send as unknown as Abi })).toMatchObject({
      ok: false
    });
    expect(await world.call(OUTSIDER.address, 'withdrawBond', [], TAO)).toMatchObject({ ok: false });
    expect(await world.balanceRao()).toBe(RESERVE_RAO);
  });

  test('the annex at its own address has no treasury and nothing to give', async () => {
    const there = { to: world.annex };
    await scene.begin([100, 100, 100], 1);
    expect(await world.call(REQUESTER.address, 'claimToMirror', [], 0n, there)).toMatchObject({ error: 'NothingOwed' });
    expect(await world.call(TREASURY.address, 'proposeTreasury', [OUTSIDER.address], 0n, there)).toMatchObject({
      error: 'NotAllowed'
    });
    expect(await world.call(OUTSIDER.address, 'forfeit', [0n, 0n], 0n, there)).toMatchObject({
      error: 'UnknownRequest'
    });
  });
});
