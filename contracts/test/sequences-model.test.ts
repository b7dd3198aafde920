// Every call that changes something, held against the model of contracts/test/testing/model: what it does to all that can be read,
// or how it is refused. More of it: sequences-model.full.test.ts.
import type { Abi } from 'viem';
import { expect, test } from 'vitest';
import { marketAbi } from '../artifacts/market.abi.ts';
import { MODEL_FUNCTIONS, PAYABLE } from './testing/model/market-model.ts';
import { electorsNow } from './testing/model/model-scoring.ts';
import { createModelState, lower } from './testing/model/model-state.ts';
import { differenceOf } from './testing/compare-state.ts';
import { TAO } from './testing/market-actors.ts';
import { createScene } from './testing/market-scene.ts';
import type { ElectorView } from './testing/market-views.ts';
import { createMarketWorld } from './testing/market-world.ts';
import { TREASURY } from './testing/test-keys.ts';
import { createRandom } from './testing/sequences/random.ts';
import { runSequences } from './testing/sequences/run-sequences.ts';

const COUNT = 14;

test('the model has every function of the market that changes something, and knows which take money', () => {
  const changing = (marketAbi as Abi).flatMap((item) =>
    item.type === 'function' && item.stateMutability !== 'view' && item.stateMutability !== 'pure' ? [item] : []
  );
  expect(Object.keys(MODEL_FUNCTIONS).sort()).toEqual(changing.map(({ name }) => name).sort());
  const payable = changing.filter(({ stateMutability }) => stateMutability === 'payable');
  expect([...PAYABLE].sort()).toEqual(payable.map(({ name }) => name).sort());
});

test(`in ${COUNT} random sequences every call does what the model says`, { timeout: 120_000 }, async () => {
  const report = await runSequences(5, COUNT, { branches: 1, trunkSteps: 40 });
  expect(report.sequences).toBe(COUNT);
  expect(Object.keys(report.byName).length).toBeGreaterThan(20);
});

test('of more validators than there are seats the model seats the same ones', { timeout: 60_000 }, async () => {
  const world = await createMarketWorld();
  const scene = createScene(world);
  const random = createRandom(3);
  await scene.begin(
    Array.from({ length: 80 }, () => random.below(40)),
    1
  );
  await scene.submit(1);
  await scene.must(scene.anyone('snapshot', [0n]));
  const state = createModelState(TREASURY.address);
  for (const neuron of world.neurons)
    state.bonds.set(lower(neuron.hotkey.slice(0, 42)), {
      activeRao: 10n * TAO,
      lockedRao: 0n,
      leavingRao: 0n,
      leavesBlock: 0n
    });
  const { neurons, block, market, refusePayments } = world;
  const from = lower(TREASURY.address);
  const call = { state, neurons, block, market, refusePayments, from, rao: 0n, extraWei: 0n };
  const seats = electorsNow(call, TAO).map(({ uid, stakeRao }) => ({ hotkey: neurons[uid]!.hotkey, stakeRao }));
  expect(seats).toHaveLength(64);
  const electors = await world.view<ElectorView[]>('getElectors', [0n]);
  expect(electors.map(({ hotkey, stakeRao }) => ({ hotkey, stakeRao }))).toEqual(seats);
});

test('a difference is named with its place', () => {
  const request = { bountyRao: 5n, terms: { quorum: 1 }, requester: '0xAb' };
  expect(differenceOf(request, { ...request, requester: '0xab' }, 'getRequest(0)')).toBeUndefined();
  expect(differenceOf(request, { ...request, terms: { quorum: 2 } }, 'getRequest(0)')).toBe(
    'getRequest(0).terms.quorum is 1, and 2 in the model'
  );
  expect(differenceOf([1n], [1n, 2n], 'getChallenges(0)')).toBe('getChallenges(0).1 is undefined, and 2 in the model');
});
