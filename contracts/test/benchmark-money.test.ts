// Where the fee for a registered benchmark and the deposit for a benchmark's key go at the end of a request.
import { keccak256 } from 'viem';
import { expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import { BENCHMARK, REQUESTER, TAO, type TermsInput } from './testing/market-actors.ts';
import { STAGE } from './testing/market-views.ts';
import { keyOf } from './testing/test-keys.ts';

const FEE_RAO = 11n;
const DEPOSIT_RAO = 7n;
const OWNER = keyOf(704);
const { world, scene } = await freshScene();

async function begin(more: Partial<TermsInput> = {}): Promise<void> {
  await scene.must(world.call(OWNER.address, 'registerBenchmark', [BENCHMARK, FEE_RAO, 'cid']));
  await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n, benchmarkFeeRao: FEE_RAO, ...more });
}
const owed = async () => [await scene.owed(OWNER.address), await scene.owed(REQUESTER.address)];

test('a fee is its owner’s where the request is settled', async () => {
  await begin();
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000]]);
  expect((await scene.request()).stage).toBe(STAGE.settled);
  expect(await owed()).toEqual([FEE_RAO, 0n]);
});

test('and where scoring had begun and nothing passed', async () => {
  await begin();
  await scene.submit(1);
  await scene.settleWith([[0], [0], [0]]);
  expect((await scene.request()).stage).toBe(STAGE.refunded);
  expect(await owed()).toEqual([FEE_RAO, 100n * TAO]);
});

test('it comes back where scoring never began', async () => {
  await begin();
  await scene.must(world.call(REQUESTER.address, 'cancel', [0n]));
  expect(await owed()).toEqual([0n, 100n * TAO + FEE_RAO]);
});

test('a deposit for the key comes back by itself where nothing was revealed, and waits for the key where something was', async () => {
  const deposit = { benchmarkKeyHash: keccak256(BENCHMARK), benchmarkDepositRao: DEPOSIT_RAO };
  const start = world.remember();
  await begin(deposit);
  await scene.must(world.call(REQUESTER.address, 'cancel', [0n]));
  expect(await scene.request()).toMatchObject({ holdsDeposit: false, escrowRao: 0n });
  expect(await owed()).toEqual([0n, 100n * TAO + FEE_RAO + DEPOSIT_RAO]);
  start();
  await begin(deposit);
  await scene.submit(1);
  await scene.settleWith([[0], [0], [0]]);
  expect(await scene.request()).toMatchObject({ holdsDeposit: true, escrowRao: DEPOSIT_RAO });
  expect(await owed()).toEqual([FEE_RAO, 100n * TAO]);
});
