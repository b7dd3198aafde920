// Who may do what when: every call, by every kind of caller, at every moment of a request. What the table does not
// allow must be refused with an error of the market.
import { keccak256, type Hex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { marketAbi } from '../artifacts/market.abi.ts';
import { submissionCommitment } from '#lib/chain/market/market-commitments.ts';
import { fromHex } from '#lib/core/encoding/hex.ts';
import { keyHashOf } from '#lib/core/sealing/package-key.ts';
import {
  BENCHMARK,
  minerKey,
  OUTSIDER,
  packageKeyOf,
  plainCidOf,
  REQUESTER,
  saltOf,
  TAO,
  validatorKey
} from './testing/market-actors.ts';
import { createScene, type Scene } from './testing/market-scene.ts';
import { CHAIN_ID, createMarketWorld, type MarketWorld } from './testing/market-world.ts';
import { TREASURY } from './testing/test-keys.ts';

const CALLERS = {
  requester: REQUESTER,
  miner0: minerKey(0),
  miner1: minerKey(1),
  validator0: validatorKey(0),
  validator1: validatorKey(1),
  validator2: validatorKey(2),
  validator3: validatorKey(3),
  validator4: validatorKey(4),
  treasury: TREASURY,
  outsider: OUTSIDER
};
type Caller = keyof typeof CALLERS;
const EVERYONE = Object.keys(CALLERS) as Caller[];

const MOMENTS = [
  'empty',
  'open',
  'revealing',
  'revealed',
  'seeded',
  'seed known',
  'seed late',
  'scoring',
  'score reveals',
  'challenge window',
  'challenged',
  'jury seed known',
  'jury commits',
  'jury reveals',
  'appeal window',
  'jury over',
  'challenges over',
  'settling',
  'settled',
  'settled long ago',
  'refunded',
  'private',
  'delivered',
  'bought',
  'bought long ago'
] as const;
type Moment = (typeof MOMENTS)[number];
const ENDED: Moment[] = [
  'settled',
  'settled long ago',
  'refunded',
  'private',
  'delivered',
  'bought',
  'bought long ago'
];

let world: MarketWorld;
let scene: Scene;
let jurors: number[] = [];
const moments = {} as Record<Moment, () => void>;
const mark = (name: Moment) => (moments[name] = world.remember());
const SCORES = [[500_000], [500_000], [510_000], undefined, undefined];

/** Up to the challenge window; validators 3 and 4 do not score. */
async function live(privateDelivery: boolean): Promise<void> {
  const marked = privateDelivery ? () => undefined : mark;
  // Those that stay away hold little, and are hardly ever drawn.
  await scene.begin([100, 90, 80, 2, 1], 2, {
    privateDelivery,
    forSale: privateDelivery,
    priceRao: privateDelivery ? TAO : 0n,
    minerProceedsPpm: 600_000,
    benchmarkKeyHash: keccak256(BENCHMARK),
    benchmarkDepositRao: TAO
  });
  marked('empty');
  await scene.must(scene.commit(0n, 0));
  marked('open');
  world.block += 21n;
  marked('revealing');
  await scene.must(scene.reveal(0n, 0));
  world.block += 10n;
  marked('revealed');
  await scene.must(scene.anyone('snapshot', [0n]));
  marked('seeded');
  world.block += 5n;
  marked('seed known');
  world.block += 7200n;
  marked('seed late');
  world.block -= 7200n;
  await scene.must(scene.anyone('draw', [0n, 64n]));
  marked('scoring');
  await scene.score(SCORES);
}

beforeAll(async () => {
  world = await createMarketWorld();
  scene = createScene(world);
  const start = world.remember();
  await live(true);
  await scene.endChallenges();
  await scene.must(scene.settle());
  mark('private');
  await scene.must(world.call(minerKey(0).address, 'deliverKey', [0n, 0n, 0n, '0x01']));
  mark('delivered');
  await scene.must(world.call(OUTSIDER.address, 'buy', [0n, 0n, BENCHMARK], TAO));
  mark('bought');
  world.block += 50_401n;
  mark('bought long ago');

  start();
  await live(false);
  mark('challenge window');
  await scene.must(scene.challenge(0n, 0, 0));
  mark('challenged');
  world.block += 5n;
  mark('jury seed known');
  await scene.must(scene.anyone('drawJury', [0n, 0n]));
  jurors = scene.seatsOf((await scene.challenges())[0]!.jurors);
  mark('jury commits');
  for (const seat of jurors.slice(1)) await scene.must(scene.commitVerdict(0n, 0n, seat, 500_000));
  const half = world.remember();
  await scene.must(scene.commitVerdict(0n, 0n, jurors[0]!, 500_000));
  world.block += 11n;
  mark('jury reveals');
  for (const seat of jurors) await scene.must(scene.revealVerdict(0n, 0n, seat, 500_000));
  world.block += 10n;
  mark('appeal window');
  half();
  world.block += 31n;
  mark('jury over');

  moments['challenge window']();
  await scene.endChallenges();
  mark('challenges over');
  await scene.must(scene.settle(1n));
  mark('settling');
  await scene.must(scene.settle());
  mark('settled');
  world.block += 51n;
  mark('settled long ago');

  moments.scoring();
  const windows = world.remember();
  for (const seat of [0, 1, 2]) await scene.must(scene.commitScores(0n, seat, SCORES[seat]!));
  world.block += 21n;
  mark('score reveals');
  windows();
  await scene.endChallenges();
  await scene.must(scene.settle());
  mark('refunded');
}, 60_000);

interface Rule {
  callers: Caller[] | (() => Caller[]);
  moments: Moment[];
  args: () => readonly unknown[];
  valueRao?: bigint;
}

const commitmentOf = (miner: number): Hex =>
  submissionCommitment(
    { chainId: CHAIN_ID, market: world.market, requestId: 0n, hotkey: minerKey(miner).publicKey },
    { plainCid: plainCidOf(`plain-${miner}`), keyHash: saltOf('any'), salt: saltOf('any') }
  );
const firstJuror = (): Caller[] => [`validator${jurors[0]!}` as Caller];
const verdict = () => [0n, 0n, BigInt(jurors[0]!)];

const RULES: Record<string, Rule> = {
  commitSubmission: {
    callers: ['miner1'],
    moments: ['empty', 'open'],
    args: () => [0n, 6, commitmentOf(1), 'sealed', []],
    valueRao: 1_000_000n
  },
  revealSubmission: {
    callers: ['miner0'],
    moments: ['revealing'],
    args: () => {
      const key = packageKeyOf(0);
      return [0n, 0n, plainCidOf('plain-0'), keyHashOf(fromHex(key)), saltOf('salt 0'), ''];
    }
  },
  snapshot: { callers: EVERYONE, moments: ['revealed'], args: () => [0n] },
  draw: { callers: EVERYONE, moments: ['seed known'], args: () => [0n, 64n] },
  commitScores: { callers: ['validator3'], moments: ['scoring'], args: () => [0n, 3n, BENCHMARK] },
  revealScores: {
    callers: ['validator0'],
    moments: ['score reveals'],
    args: () => [0n, 0n, [500_000], 'reports-0', saltOf('scores 0')]
  },
  challenge: {
    callers: EVERYONE.filter((name) => name !== 'validator0'),
    moments: ['challenge window'],
    args: () => [0n, 0n, 0n, 'evidence'],
    valueRao: TAO
  },
  drawJury: { callers: EVERYONE, moments: ['jury seed known'], args: () => [0n, 0n] },
  commitVerdict: { callers: firstJuror, moments: ['jury commits'], args: () => [...verdict(), BENCHMARK] },
  revealVerdict: {
    callers: firstJuror,
    moments: ['jury reveals'],
    args: () => [...verdict(), 500_000, 'verdict-report', saltOf(`verdict ${jurors[0]!}`)]
  },
  appeal: {
    callers: ['outsider', 'validator0'],
    moments: ['appeal window'],
    args: () => [0n, 0n],
    valueRao: 2n * TAO
  },
  resolve: { callers: EVERYONE, moments: ['jury over'], args: () => [0n, 0n] },
  topUp: { callers: EVERYONE, moments: ['empty', 'open'], args: () => [0n], valueRao: 1n },
  extend: { callers: ['requester'], moments: ['empty', 'open'], args: () => [0n, 1_100n] },
  cancel: { callers: ['requester'], moments: ['empty'], args: () => [0n] },
  namePrice: {
    callers: ['miner0', 'requester'],
    moments: ['private', 'delivered', 'bought', 'bought long ago'],
    args: () => [0n, 0n, OUTSIDER.address, 5n]
  },
  forfeitDeposit: { callers: EVERYONE, moments: ['settled long ago', 'bought long ago'], args: () => [0n] },
  settle: { callers: EVERYONE, moments: ['seed late', 'challenges over', 'settling'], args: () => [0n, 1000n] },
  openPackage: { callers: EVERYONE, moments: ['settled'], args: () => [0n, 0n, packageKeyOf(0)] },
  deliverKey: {
    callers: ['miner0', 'validator0'],
    moments: ['private', 'delivered', 'bought', 'bought long ago'],
    args: () => [0n, 0n, 0n, '0x01']
  },
  forfeit: { callers: EVERYONE, moments: ['settled long ago'], args: () => [0n, 0n] },
  buy: {
    callers: EVERYONE,
    moments: ['delivered', 'bought', 'bought long ago'],
    args: () => [0n, 0n, BENCHMARK],
    valueRao: TAO
  },
  releaseKey: { callers: ['miner0', 'requester'], moments: ['bought'], args: () => [0n, 0n, 0n, '0x01'] },
  refundPurchase: { callers: EVERYONE, moments: ['bought long ago'], args: () => [0n, 0n, 0n] },
  revealBenchmark: { callers: ['requester'], moments: ENDED, args: () => [0n, 3n, BENCHMARK] }
};
const CUSTOM_ERRORS = new Set(marketAbi.flatMap((item) => (item.type === 'error' ? [item.name as string] : [])));

test.each(Object.entries(RULES))('%s', async (name, rule) => {
  const callers = typeof rule.callers === 'function' ? rule.callers() : rule.callers;
  for (const moment of MOMENTS) {
    for (const caller of EVERYONE) {
      moments[moment]();
      const before = await world.balanceRao();
      const outcome = await world.call(CALLERS[caller].address, name, rule.args(), rule.valueRao ?? 0n);
      const allowed = callers.includes(caller) && rule.moments.includes(moment);
      expect(outcome.ok, `${name} by ${caller} at "${moment}": ${outcome.error ?? 'went through'}`).toBe(allowed);
      if (allowed) continue;
      expect(CUSTOM_ERRORS, `${name} by ${caller} at "${moment}"`).toContain(outcome.error);
      expect(await world.balanceRao()).toBe(before);
    }
  }
});

test('the table has every call that changes a request', () => {
  const accountCalls = ['claim', 'claimToMirror', 'depositBond', 'requestWithdrawal', 'withdrawBond'];
  const treasuryCalls = ['proposeTreasury', 'acceptTreasury', 'registerBenchmark'];
  const changing = marketAbi.flatMap((item) =>
    item.type === 'function' && !['view', 'pure'].includes(item.stateMutability) ? [item.name as string] : []
  );
  expect(changing.sort()).toEqual([...Object.keys(RULES), ...accountCalls, ...treasuryCalls, 'open'].sort());
});

test.each(Object.entries(RULES))('%s knows no request that was never opened', async (name, rule) => {
  moments.settled();
  const args = [77n, ...rule.args().slice(1)];
  for (const caller of EVERYONE) {
    const outcome = await world.call(CALLERS[caller].address, name, args, rule.valueRao ?? 0n);
    expect(outcome).toMatchObject({ ok: false, error: expect.stringMatching(/^Unknown(Request|Item)$/) });
  }
});
