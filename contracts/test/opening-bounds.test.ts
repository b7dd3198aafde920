// What a request may just name, and how what is sent with it is divided. What lies beyond a bound: accounts.test.ts.
import { keccak256 } from 'viem';
import { expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import {
  BENCHMARK,
  OPENING_FEE_RAO,
  openingRao,
  REQUESTER,
  someTerms,
  TAO,
  type TermsInput
} from './testing/market-actors.ts';
import { TREASURY, keyOf } from './testing/test-keys.ts';

const BOUNTY_RAO = 100n * TAO;
const { world, scene } = await freshScene();
const keyHash = { benchmarkKeyHash: keccak256(BENCHMARK) };

test.each<[string, Partial<TermsInput> | ((now: bigint) => Partial<TermsInput>)]>([
  ['the next block for a deadline', (now) => ({ deadlineBlock: now + 1n })],
  ['the farthest deadline', (now) => ({ deadlineBlock: now + 648_000n })],
  ['the shortest windows', { revealBlocks: 10, challengeBlocks: 10, juryBlocks: 10, openBlocks: 10 }],
  ['the longest windows', { scoreCommitBlocks: 648_000, scoreRevealBlocks: 648_000, openBlocks: 648_000 }],
  ['the highest threshold', { thresholdPpm: 950_000 }],
  ['the least spread', { maxSpreadPpm: 10_000 }],
  ['the largest spread', { maxSpreadPpm: 1_000_000 }],
  ['the least tolerance', { outlierFloorPpm: 1_000 }],
  ['the largest tolerance', { outlierFloorPpm: 200_000 }],
  ['as many drawn as can be', { assignedPerSubmission: 16 }],
  ['a quorum of all drawn', { quorum: 3 }],
  ['the least bond of a challenge', { challengeBondRao: 1_000_000n, validatorBondRao: 0n }],
  ['bonds of the whole bounty', { challengeBondRao: BOUNTY_RAO, validatorBondRao: TAO }],
  ['the largest bonuses', { earlyBonusPpm: 10_000_000, founderBonusPpm: 10_000_000, earlyValidatorPpm: 10_000_000 }],
  ['all proceeds for the miner', { minerProceedsPpm: 1_000_000, forSale: true, privateDelivery: true }],
  ['a deposit of the whole bounty', { submissionDepositRao: BOUNTY_RAO }],
  ["a deposit of the whole bounty for the benchmark's key", { ...keyHash, benchmarkDepositRao: BOUNTY_RAO }],
  ['the least cap', { coldkeyCapPpm: 100_000 }]
])('a request can name %s', async (_, changes) => {
  scene.populate([TAO, TAO, TAO], 0);
  await scene.bond(3);
  const terms = someTerms(world, typeof changes === 'function' ? changes(world.block) : changes);
  await scene.must(scene.open(terms, BOUNTY_RAO));
  expect((await scene.request()).bountyRao).toBe(BOUNTY_RAO);
});

test('what is sent is opening fee, deposit, fee of the benchmark and bounty, to the rao', async () => {
  scene.populate([TAO, TAO, TAO], 0);
  await scene.bond(3);
  await scene.must(world.call(keyOf(704).address, 'registerBenchmark', [BENCHMARK, 11n, 'cid']));
  const bond = { validatorBondRao: 0n, challengeBondRao: 1_000_000n, submissionDepositRao: 0n };
  const terms = someTerms(world, { ...bond, ...keyHash, benchmarkDepositRao: 7n, benchmarkFeeRao: 11n });
  const open = (rao: bigint) => world.call(REQUESTER.address, 'open', [terms, BENCHMARK, 'spec', ''], rao);
  const least = openingRao(terms, 1_000_000n);
  expect(least).toBe(OPENING_FEE_RAO + 7n + 11n + 1_000_000n);
  expect(await open(least - 1n)).toMatchObject({ error: 'WrongValue', errorArgs: [least] });
  await scene.must(open(least));
  expect(await scene.request()).toMatchObject({ bountyRao: 1_000_000n, escrowRao: 1_000_000n + 18n });
  expect(await scene.owed(TREASURY.address)).toBe(OPENING_FEE_RAO);
});
