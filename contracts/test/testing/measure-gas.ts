// Gas of every call of a request's life, as a transaction would use it before refunds.
import {
  BENCHMARK,
  minerKey,
  openingRao,
  OUTSIDER,
  packageKeyOf,
  REQUESTER,
  someTerms,
  TAO,
  validatorKey
} from './market-actors.ts';
import { hexToBytes } from 'viem';
import { keyHashOf } from '#lib/core/sealing/package-key.ts';
import { createScene } from './market-scene.ts';
import { createMarketWorld, type Outcome } from './market-world.ts';
import { TREASURY, type Key } from './test-keys.ts';

/** As long as a CIDv1 in base32. */
const cidOf = (name: string): string => name.padEnd(59, 'b');
const KEY = `0x${'22'.repeat(32)}` as const;

/** Call -> gas, the most that any of its uses took. `draw` and `settle` are one step; `settle (all)` is everything. */
export async function measureGas(validators: number, submissions: number): Promise<Record<string, bigint>> {
  const world = await createMarketWorld();
  const scene = createScene(world, cidOf);
  const gas: Record<string, bigint> = {};
  const keep = async (name: string, outcome: Promise<Outcome>): Promise<Outcome> => {
    const result = await scene.must(outcome);
    if (result.gas > (gas[name] ?? 0n)) gas[name] = result.gas;
    return result;
  };
  const by = (key: Key, name: string, args: readonly unknown[] = [], rao = 0n) =>
    keep(name, world.call(key.address, name, args, rao));
  const longCid = cidOf('');
  const sealedKey = `0x${'11'.repeat(200)}`;

  scene.populate(
    Array.from({ length: validators }, () => 100n * TAO),
    submissions
  );
  for (let i = 0; i < validators; i++) await by(validatorKey(i), 'depositBond', [], 10n * TAO);
  const terms = someTerms(world, {
    quorum: 1,
    assignedPerSubmission: 16,
    earlyBonusPpm: 50_000,
    earlyBlocks: 100,
    founderBonusPpm: 50_000,
    founderSeats: 100,
    privateDelivery: true,
    forSale: true,
    priceRao: TAO,
    minerProceedsPpm: 500_000,
    coldkeyCapPpm: 100_000,
    earlyValidatorPpm: 50_000,
    earlyValidatorSeats: 64,
    benchmarkKeyHash: keyHashOf(hexToBytes(KEY)),
    benchmarkDepositRao: TAO
  });
  await by(REQUESTER, 'open', [terms, BENCHMARK, longCid, longCid], openingRao(terms, 100n * TAO));
  await by(REQUESTER, 'extend', [0n, terms.deadlineBlock + 1n]);
  await by(REQUESTER, 'topUp', [0n], TAO);
  await by(OUTSIDER, 'registerBenchmark', [KEY, TAO, longCid]);
  await by(REQUESTER, 'open', [terms, BENCHMARK, longCid, longCid], openingRao(terms, 100n * TAO));
  await by(REQUESTER, 'cancel', [1n]);
  for (let i = 0; i < submissions; i++) await keep('commitSubmission', scene.commit(0n, i));
  world.block = terms.deadlineBlock + 2n;
  for (let i = 0; i < submissions; i++) await keep('revealSubmission', scene.reveal(0n, i));
  world.block += 10n;
  await by(OUTSIDER, 'snapshot', [0n]);
  world.block += 5n;
  const undrawn = world.remember();
  await by(OUTSIDER, 'draw', [0n, 1n]);
  undrawn();
  await keep('draw (all)', scene.anyone('draw', [0n, 64n]));
  const row = Array.from({ length: submissions }, (_, i) => 500_000 + i);
  for (let seat = 0; seat < validators; seat++) await keep('commitScores', scene.commitScores(0n, seat, row));
  world.block += 1n;
  for (let seat = 0; seat < validators; seat++) await keep('revealScores', scene.revealScores(0n, seat, row));
  world.block += 1n;
  const unchallenged = world.remember();
  await keep('challenge', scene.challenge(0n, 0, 0));
  world.block += 5n;
  await by(OUTSIDER, 'drawJury', [0n, 0n]);
  const jurors = scene.seatsOf((await scene.challenges())[0]!.jurors);
  for (const seat of jurors) await keep('commitVerdict', scene.commitVerdict(0n, 0n, seat, 100_000));
  world.block += 11n;
  for (const seat of jurors) await keep('revealVerdict', scene.revealVerdict(0n, 0n, seat, 100_000));
  world.block += 10n;
  if (jurors.length > 0) {
    // The larger jury refutes the first one.
    await by(OUTSIDER, 'appeal', [0n, 0n], 2n * TAO);
    world.block += 5n;
    await by(OUTSIDER, 'drawJury', [0n, 0n]);
    const larger = scene.seatsOf((await scene.challenges())[0]!.jurors);
    for (const seat of larger) await keep('commitVerdict', scene.commitVerdict(0n, 0n, seat, 500_000));
    world.block += 11n;
    for (const seat of larger) await keep('revealVerdict', scene.revealVerdict(0n, 0n, seat, 500_000));
  }
  world.block += 20n;
  await by(OUTSIDER, 'resolve', [0n, 0n]);

  unchallenged();
  await scene.endChallenges();
  const unsettled = world.remember();
  // One step of each kind by itself: a tally, all shares, a seat.
  for (const [name, steps] of [
    ['settle', 1n],
    ['settle (more)', BigInt(submissions - 1)],
    ['settle', 1n],
    ['settle', 1n]
  ] as const)
    await keep(name, scene.anyone('settle', [0n, steps]));
  unsettled();
  await keep('settle (all)', scene.settle());
  await by(minerKey(0), 'deliverKey', [0n, 0n, 0n, sealedKey]);
  await by(minerKey(0), 'namePrice', [0n, 0n, OUTSIDER.address, TAO]);
  await by(OUTSIDER, 'buy', [0n, 0n, BENCHMARK], TAO);
  const bought = world.remember();
  await by(minerKey(0), 'releaseKey', [0n, 0n, 0n, sealedKey]);
  bought();
  world.block += 50_401n;
  await by(OUTSIDER, 'refundPurchase', [0n, 0n, 0n]);
  if (submissions > 1) await by(OUTSIDER, 'forfeit', [0n, 1n]);
  const undisclosed = world.remember();
  await by(OUTSIDER, 'forfeitDeposit', [0n]);
  undisclosed();
  await by(REQUESTER, 'revealBenchmark', [0n, 0n, KEY]);
  await by(validatorKey(0), 'requestWithdrawal', [TAO]);
  world.block += 50_400n;
  await by(validatorKey(0), 'withdrawBond');
  await by(validatorKey(0), 'claim', [BENCHMARK]);
  await by(minerKey(0), 'claimToMirror');
  await by(TREASURY, 'proposeTreasury', [OUTSIDER.address]);
  world.block += 50_400n;
  await by(OUTSIDER, 'acceptTreasury');

  delete gas['settle (more)'];
  gas.openPackage = await gasOfOpening();
  return gas;
}

/** A public package takes a request of its own. */
async function gasOfOpening(): Promise<bigint> {
  const world = await createMarketWorld();
  const scene = createScene(world, cidOf);
  await scene.begin([100, 100, 100], 1);
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000]]);
  return (await scene.must(scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)]))).gas;
}
