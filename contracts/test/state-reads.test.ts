// A public node's log index has nothing of `evm.call`: whatever the events of a life of a request say is read back from
// the state by view calls, and nothing else is read there.
import { expect, test } from 'vitest';
import type { AbiEvent } from 'viem';
import { marketAbi } from '../artifacts/market.abi.ts';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import {
  BENCHMARK,
  minerKey,
  OUTSIDER,
  packageKeyOf,
  REQUESTER,
  saltOf,
  someTerms,
  TAO,
  validatorKey
} from './testing/market-actors.ts';
import { createScene } from './testing/market-scene.ts';
import { STAGE } from './testing/market-views.ts';
import { createMarketWorld } from './testing/market-world.ts';
import { keyOf, TREASURY } from './testing/test-keys.ts';
import { readHistory, type Fact } from './testing/read-history.ts';

/** Of accounts rather than of a request: the state has their sum or their last value. */
const OF_ACCOUNTS = ['Credited', 'Claimed', 'BondChanged', 'TreasuryProposed', 'TreasuryChanged'];
/** Single ones are nowhere; the state has what they came to: bounty, deadline, deposit, prices, owner of a benchmark. */
const LAST_OR_SUM = ['BountyRaised', 'DeadlineExtended', 'DepositForfeited', 'PriceNamed', 'BenchmarkRegistered'];
const KEY_RELEASE_BLOCKS = 50_400n;
const TREASURY_DELAY_BLOCKS = 50_400n;
const seen = new Set<string>();

/** A world in which each call has a block of its own and leaves its events in `recorded`. */
async function createRecordedWorld() {
  const world = await createMarketWorld();
  const recorded: Fact[] = [];
  const { call } = world;
  world.call = async (...args) => {
    const outcome = await call(...args);
    for (const { name, args: eventArgs } of outcome.events)
      recorded.push({ name, block: world.block, args: eventArgs });
    world.block += 1n;
    return outcome;
  };
  return { world, recorded, scene: createScene(world) };
}

/** One line a fact, whatever types, letters' case and order of arguments it was decoded to. */
const lines = (facts: Fact[]) =>
  facts
    .map(({ name, block, args }) => {
      const sorted = Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1));
      const plain = (_: string, value: unknown) => (['bigint', 'number'].includes(typeof value) ? `${value}` : value);
      return `${name} in ${block}: ${JSON.stringify(Object.fromEntries(sorted), plain).toLowerCase()}`;
    })
    .sort();

/** Of the events of a request, of each account's deliveries the last. */
function ofRequest(recorded: Fact[], requestId: bigint): Fact[] {
  const delivery = ({ name, args }: Fact) => (name === 'KeyDelivered' ? `${args.index} ${args.by}` : undefined);
  return recorded.filter((fact, i) => {
    if (fact.args.requestId !== requestId || [...OF_ACCOUNTS, ...LAST_OR_SUM].includes(fact.name)) return false;
    const key = delivery(fact);
    return key === undefined || !recorded.slice(i + 1).some((later) => delivery(later) === key);
  });
}

async function expectReadable(recorded: Fact[], view: Parameters<typeof readHistory>[0], requestId: bigint) {
  const expected = ofRequest(recorded, requestId);
  for (const { name } of expected) seen.add(name);
  expect(lines(await readHistory(view, requestId))).toEqual(lines(expected));
}

/** What the accounts' events sum up to. */
async function expectAccountsReadable(recorded: Fact[], view: Parameters<typeof readHistory>[0]) {
  const owed = new Map<unknown, bigint>();
  for (const { name, args } of recorded) {
    const { account, rao } = args as { account: string; rao: bigint };
    if (name === 'Credited') owed.set(account, (owed.get(account) ?? 0n) + rao);
    if (name === 'Claimed') owed.set(account, (owed.get(account) ?? 0n) - rao);
    if (name !== 'BondChanged') continue;
    const last = recorded.findLast((fact) => fact.name === name && fact.args.account === account)!;
    expect({ account, ...(await view<object>('bondOf', [account])) }).toEqual(last.args);
  }
  // A withdrawn bond would add to what is owed; nobody here waits that long.
  for (const [account, rao] of owed) expect(await view('owedRao', [account])).toBe(rao);
}

test('a private request: seed missed, duplicates, juries, deliveries, sales, a forfeit, benchmark keys', async () => {
  const { world, recorded, scene } = await createRecordedWorld();
  await scene.begin([100, 100, 100, 100, 100, 100], 5, {
    privateDelivery: true,
    forSale: true,
    priceRao: TAO,
    minerProceedsPpm: 600_000,
    freeBuyers: 1
  });
  const { terms } = await scene.request();
  // Miner 2 has the package of miner 0, miner 3 one that fails; miner 4 does not reveal.
  const plains = ['plain-0', 'plain-1', 'plain-0', 'plain-3', 'plain-4'];
  for (const [miner, plain] of plains.entries()) await scene.must(scene.commit(0n, miner, plain));
  world.block = terms.deadlineBlock + 1n;
  for (const miner of [2, 0, 1, 3]) await scene.must(scene.reveal(0n, miner, miner, plains[miner]));
  await expectReadable(recorded, world.view, 0n);

  world.block = terms.deadlineBlock + BigInt(terms.revealBlocks) + 1n;
  await scene.must(scene.anyone('snapshot', [0n]));
  world.block += 300n;
  await scene.must(scene.anyone('draw', [0n, 64n]));
  world.block += 5n;
  await scene.must(scene.anyone('draw', [0n, 64n]));
  await scene.score([
    [900_000, 400_000, NO_SCORE, 50_000, NO_SCORE],
    [500_000, 400_000, NO_SCORE, 50_000, NO_SCORE],
    [510_000, 400_000, NO_SCORE, NO_SCORE, NO_SCORE],
    ...[3, 4, 5].map(() => [500_000, 400_000, NO_SCORE, 50_000, NO_SCORE])
  ]);
  for (const seat of [0, 1]) await scene.must(scene.challenge(0n, 0, seat));
  await expectReadable(recorded, world.view, 0n);
  await scene.judge(() => 500_000, 0n);
  await scene.must(scene.anyone('resolve', [0n, 0n]));
  await scene.judgeUntilAppeal(() => 500_000, 1n);
  await scene.must(scene.appeal(OUTSIDER, 1n));
  await expectReadable(recorded, world.view, 0n);
  await scene.judge(() => 500_000, 1n);
  await scene.must(scene.anyone('resolve', [0n, 1n]));
  await expectReadable(recorded, world.view, 0n);
  await scene.endChallenges();
  await scene.must(scene.settle());

  const by = (key: { address: `0x${string}` }, name: string, args: readonly unknown[] = [], rao = 0n) =>
    scene.must(world.call(key.address, name, args, rao));
  await by(validatorKey(1), 'deliverKey', [0n, 0n, 1n, '0x0102']);
  await by(minerKey(0), 'deliverKey', [0n, 0n, 0n, `0x${'03'.repeat(200)}`]);
  await by(minerKey(0), 'deliverKey', [0n, 0n, 0n, '0x04']);
  for (const seller of [minerKey(0), REQUESTER]) await by(seller, 'namePrice', [0n, 0n, keyOf(704).address, 7n]);
  expect(await world.view('getNamedPrice', [0n, 0n, keyOf(704).address])).toEqual({
    minerPrice: 8n,
    requesterPrice: 8n
  });
  expect(await world.view('priceFor', [0n, 0n, keyOf(704).address])).toBe(7n);
  for (const [i, buyer] of [701, 702, 703].entries())
    await by(keyOf(buyer), 'buy', [0n, 0n, saltOf(`buyer ${i}`)], i === 0 ? 0n : TAO);
  await by(minerKey(0), 'releaseKey', [0n, 0n, 0n, `0x${'05'.repeat(200)}`]);
  await by(REQUESTER, 'releaseKey', [0n, 0n, 1n, '0x06']);
  world.block += KEY_RELEASE_BLOCKS;
  await scene.must(scene.anyone('refundPurchase', [0n, 0n, 2n]));
  await scene.must(scene.anyone('forfeit', [0n, 1n]));
  await by(REQUESTER, 'revealBenchmark', [0n, 0n, BENCHMARK]);
  await by(validatorKey(1), 'revealBenchmark', [0n, 1n, saltOf('another')]);
  await expectReadable(recorded, world.view, 0n);

  await by(validatorKey(5), 'requestWithdrawal', [TAO]);
  await by(minerKey(0), 'claim', [BENCHMARK]);
  await expectAccountsReadable(recorded, world.view);
  const proposed = (await by(TREASURY, 'proposeTreasury', [OUTSIDER.address])).events[0]!;
  const [holder, successor, fromBlock] = await world.view<[string, string, bigint]>('treasury');
  expect([holder.toLowerCase(), { successor, fromBlock }]).toEqual([TREASURY.address, proposed.args]);
  world.block += TREASURY_DELAY_BLOCKS;
  const changed = (await by(OUTSIDER, 'acceptTreasury')).events[0]!;
  expect((await world.view<[string]>('treasury'))[0]).toBe(changed.args.treasury);
});

test('a public request is opened; one without submissions is refunded', async () => {
  const { world, recorded, scene } = await createRecordedWorld();
  await scene.begin([100, 100, 100], 1);
  const terms = someTerms(world);
  await scene.must(scene.open(terms));
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], undefined]);
  await scene.must(scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)]));
  await scene.must(scene.anyone('settle', [1n, 1n]));
  await expectReadable(recorded, world.view, 0n);
  await expectReadable(recorded, world.view, 1n);
  await expectAccountsReadable(recorded, world.view);
  expect((await scene.request(1n)).stage).toBe(STAGE.refunded);
});

test('every event of the market was among them', () => {
  const all = marketAbi.filter((item): item is AbiEvent & typeof item => item.type === 'event').map(({ name }) => name);
  expect([...seen, ...OF_ACCOUNTS, ...LAST_OR_SUM].sort()).toEqual([...all].sort());
});
