// Edges that no other test stands on: each was found by a change of the contract that all other tests took for right
// (npm run mutate:contract).
import { keccak256 } from 'viem';
import { describe, expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import { createJuryStrides } from './testing/jury-strides.ts';
import {
  BENCHMARK,
  OUTSIDER,
  REQUESTER,
  someTerms,
  TAO,
  validatorKey,
  type TermsInput
} from './testing/market-actors.ts';
import { CHALLENGE } from './testing/market-views.ts';
import { keyOf, TREASURY } from './testing/test-keys.ts';

const ACCUSED = 3;
const SEATS = [0, 1, 2, 3, 4, 5];
const { world, scene } = await freshScene();
const bondRao = async (seat: number) => (await scene.bondOf(validatorKey(seat).address)).activeRao;
const { drawUntil, judge, ticketsNow } = createJuryStrides(world, scene);
const resolve = () => scene.anyone('resolve', [0n, 0n]);

/** Six validators, of which the fourth says 900,000 and the others 500,000. */
async function scored(terms: Partial<TermsInput> = {}): Promise<void> {
  await scene.begin(
    SEATS.map(() => 100),
    1,
    { submissionDepositRao: 0n, ...terms }
  );
  await scene.submit(1);
  await scene.seat();
  await scene.score(SEATS.map((seat) => [seat === ACCUSED ? 900_000 : 500_000]));
}

describe('an upheld challenge', () => {
  test('strikes the seat of the accused and no other', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, ACCUSED));
    await scene.judge(() => 500_000);
    await scene.must(resolve());
    expect((await scene.request()).struckSeats).toBe(1n << BigInt(ACCUSED));
  });

  test('takes a bond of one rao too', async () => {
    await scored({ validatorBondRao: 1n, challengeBondRao: 1_000_000n });
    await scene.must(scene.challenge(0n, 0, ACCUSED, OUTSIDER, 1_000_000n));
    await scene.judge(() => 500_000);
    const before = await scene.owed(TREASURY.address);
    await scene.must(resolve());
    expect(await bondRao(ACCUSED)).toBe(10n * TAO - 1n);
    expect((await scene.owed(TREASURY.address)) - before).toBe(1n);
  });
});

test('an appeal that finds the same takes half from the juror that was wrong, nothing from the others, and pays to the rao', async () => {
  await scored();
  const first = await drawUntil(
    () => scene.must(scene.challenge(0n, 0, ACCUSED)),
    (tickets) => new Set(tickets).size === 3
  );
  const [wrong, ...right] = first as [number, ...number[]];
  await judge(first, (seat) => (seat === wrong ? 700_000 : 500_000));
  const second = await drawUntil(
    () => scene.must(scene.appeal(validatorKey(ACCUSED))),
    (tickets) => tickets.includes(wrong) && tickets.filter((seat) => seat === wrong).length <= 3
  );
  await judge(second, (seat) => (seat === wrong ? 700_000 : 500_000));
  const treasury = await scene.owed(TREASURY.address);
  await scene.must(resolve());

  expect((await scene.challenges())[0]).toMatchObject({ status: CHALLENGE.upheld, medianPpm: 500_000 });
  expect(await bondRao(wrong)).toBe(10n * TAO - TAO / 2n);
  for (const seat of right) expect(await bondRao(seat)).toBe(10n * TAO);
  const agreeing = second.filter((seat) => seat !== wrong);
  const each = (TAO + TAO / 2n) / BigInt(agreeing.length) + TAO / 4n / BigInt(agreeing.length);
  for (const seat of new Set(agreeing))
    expect(await scene.owed(validatorKey(seat).address)).toBe(
      BigInt(agreeing.filter((ticket) => ticket === seat).length) * each
    );
  expect(await scene.owed(validatorKey(wrong).address)).toBe(0n);
  // Half of the bond, the challenger's own back, and half of the appeal's.
  expect(await scene.owed(OUTSIDER.address)).toBe(TAO / 2n + TAO + TAO);
  const all = TAO + 2n * TAO + TAO + TAO / 2n;
  const paid = TAO / 2n + TAO + TAO + each * BigInt(agreeing.length);
  expect((await scene.owed(TREASURY.address)) - treasury).toBe(all - paid);
});

test('a verdict is too late after its window', async () => {
  await scored();
  await scene.must(scene.challenge(0n, 0, ACCUSED));
  world.block += 5n;
  await scene.must(scene.anyone('drawJury', [0n, 0n]));
  const [juror] = (await ticketsNow()) as [number];
  await scene.must(scene.commitVerdict(0n, 0n, juror, 500_000));
  world.block += 20n;
  const last = world.remember();
  await scene.must(scene.revealVerdict(0n, 0n, juror, 500_000));
  last();
  world.block += 1n;
  expect(await scene.revealVerdict(0n, 0n, juror, 500_000)).toMatchObject({ error: 'TooLate' });
});

test('a score that does not count, of a seat related to the miner, cannot be challenged', async () => {
  await scene.begin([100, 100, 100, 100], 1, { submissionDepositRao: 0n });
  world.neurons[1]!.coldkey = world.neurons[4]!.coldkey;
  await scene.submit(1);
  await scene.seat();
  await scene.score([[500_000], [900_000], [500_000], [500_000]]);
  expect(await scene.challenge(0n, 0, 1)).toMatchObject({ error: 'UnknownItem' });
  await scene.must(scene.challenge(0n, 0, 0));
});

test('a bond says what it is when it comes in', async () => {
  const { events } = await scene.must(world.call(keyOf(700).address, 'depositBond', [], TAO));
  expect(events.map(({ name, args }) => [name, args.activeRao, args.lockedRao])).toEqual([['BondChanged', TAO, 0n]]);
});

test('the first seat delivers a key as every other, and everybody can read it', async () => {
  await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n, privateDelivery: true });
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000]]);
  for (const seat of [0, 2])
    await scene.must(world.call(validatorKey(seat).address, 'deliverKey', [0n, 0n, BigInt(seat), '0x0102']));
  const delivered = await world.view<{ by: string }[]>('getKeyDeliveries', [0n, 0n]);
  expect(delivered.map(({ by }) => by.toLowerCase())).toEqual([0, 2].map((seat) => validatorKey(seat).address));
});

test('nobody is told of a credit of nothing', async () => {
  await scored({ submissionDepositRao: 0n });
  await scene.endChallenges();
  const { events } = await scene.must(scene.settle());
  const credits = events.filter(({ name }) => name === 'Credited').map(({ args }) => args.rao as bigint);
  expect(credits.length).toBeGreaterThan(0);
  for (const rao of credits) expect(rao).toBeGreaterThan(0n);
});

test('an appeal that finds otherwise pays the treasury what the tickets leave, and no more', async () => {
  await scored();
  await scene.must(scene.challenge(0n, 0, 1));
  await scene.judgeUntilAppeal(() => 900_000);
  const liars = BigInt(new Set(await ticketsNow()).size);
  await scene.must(scene.appeal(validatorKey(1)));
  world.block += 5n;
  await scene.must(scene.anyone('drawJury', [0n, 0n]));
  await judge(await ticketsNow(), () => 500_000);
  const before = await scene.owed(TREASURY.address);
  await scene.must(resolve());
  const toTickets = 7n * ((liars * (TAO / 4n)) / 7n) + 7n * (TAO / 2n / 7n);
  expect((await scene.owed(TREASURY.address)) - before).toBe(liars * (TAO / 4n) + TAO / 2n - toTickets);
});

test('a price of one rao is a price: who had it for nothing once pays', async () => {
  await scene.begin([100, 100, 100], 1, {
    submissionDepositRao: 0n,
    privateDelivery: true,
    forSale: true,
    priceRao: 1n,
    freeBuyers: 2
  });
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000]]);
  await scene.must(world.call(validatorKey(0).address, 'deliverKey', [0n, 0n, 0n, '0x0102']));
  const buyerKey = keyOf(701).publicKey;
  await scene.must(scene.anyone('buy', [0n, 0n, buyerKey]));
  expect(await scene.anyone('buy', [0n, 0n, buyerKey])).toMatchObject({ error: 'WrongValue', errorArgs: [1n] });
  await scene.must(scene.anyone('buy', [0n, 0n, buyerKey], 1n));
});

test('a deposit is forfeited once', async () => {
  await scene.begin([100, 100, 100], 1, {
    submissionDepositRao: 0n,
    benchmarkKeyHash: keyOf(702).publicKey,
    benchmarkDepositRao: 5n
  });
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000]]);
  world.block += 51n;
  await scene.must(scene.anyone('forfeitDeposit', [0n]));
  expect(await scene.anyone('forfeitDeposit', [0n])).toMatchObject({ error: 'NothingOwed' });
});

test('of 65 validators the one with least stake has no seat, though it came to the last one', async () => {
  const stakes = Array.from({ length: 65 }, (_, uid) => (uid === 63 ? 1 : uid === 64 ? 50 : 100));
  await scene.begin(stakes, 1, { submissionDepositRao: 0n, validatorBondRao: 0n });
  await scene.submit(1);
  await scene.must(scene.anyone('snapshot', [0n]));
  const electors = await scene.electors();
  expect(electors).toHaveLength(64);
  expect(electors[63]!.hotkey).toBe(validatorKey(64).publicKey);
});

test('where a juror stays away the others share its part, and the first seat, the accused, gets none of it', async () => {
  await scene.begin(
    SEATS.map(() => 100),
    1,
    { submissionDepositRao: 0n }
  );
  await scene.submit(1);
  await scene.seat();
  await scene.score(SEATS.map((seat) => [seat === 0 ? 900_000 : 500_000]));
  const tickets = await drawUntil(
    () => scene.must(scene.challenge(0n, 0, 0)),
    (drawn) => new Set(drawn).size === 3
  );
  const [, ...came] = tickets;
  await judge(came, () => 500_000);
  world.block += 10n;
  await scene.must(resolve());
  expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.upheld);
  expect(await scene.owed(validatorKey(0).address)).toBe(0n);
  for (const seat of came) expect(await scene.owed(validatorKey(seat).address)).toBe(TAO / 8n);
});

test('a juror at the edge of the tolerance agrees, one beyond it does not', async () => {
  for (const [verdict, isPaid] of [
    [520_000, true],
    [520_001, false]
  ] as const) {
    const start = world.remember();
    await scored();
    const tickets = await drawUntil(
      () => scene.must(scene.challenge(0n, 0, ACCUSED)),
      (drawn) => new Set(drawn).size === 3
    );
    await judge(tickets, (seat) => (seat === tickets[0] ? verdict : 500_000));
    world.block += 10n;
    await scene.must(resolve());
    expect((await scene.owed(validatorKey(tickets[0]!).address)) > 0n).toBe(isPaid);
    start();
  }
});

test('a verdict above 1 is refused', async () => {
  await scored();
  await scene.must(scene.challenge(0n, 0, ACCUSED));
  world.block += 5n;
  await scene.must(scene.anyone('drawJury', [0n, 0n]));
  const [juror] = (await ticketsNow()) as [number];
  await scene.must(scene.commitVerdict(0n, 0n, juror, 1_000_001));
  world.block += 11n;
  expect(await scene.revealVerdict(0n, 0n, juror, 1_000_001)).toMatchObject({ error: 'InvalidScore' });
});

test('after an appeal nothing is left of the request but what its miner has yet to open', async () => {
  await scored();
  await scene.must(scene.challenge(0n, 0, ACCUSED));
  await scene.judgeUntilAppeal(() => 500_000);
  await scene.must(scene.appeal(validatorKey(ACCUSED)));
  world.block += 5n;
  await scene.must(scene.anyone('drawJury', [0n, 0n]));
  await judge(await ticketsNow(), () => 500_000);
  await scene.must(resolve());
  await scene.endChallenges();
  await scene.must(scene.settle());
  expect((await scene.request()).escrowRao).toBe(70n * TAO);
});

test('only the right key gives the deposit of the benchmark back, once', async () => {
  await scene.begin([100, 100, 100], 1, {
    submissionDepositRao: 0n,
    benchmarkKeyHash: keccak256(BENCHMARK),
    benchmarkDepositRao: 5n
  });
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000]]);
  const show = (from: string, seat: bigint, key: string) =>
    scene.must(world.call(from as `0x${string}`, 'revealBenchmark', [0n, seat, key]));
  await show(REQUESTER.address, 0n, keyOf(703).publicKey);
  expect((await scene.request()).holdsDeposit).toBe(true);
  expect(await scene.owed(REQUESTER.address)).toBe(0n);
  await show(validatorKey(0).address, 0n, BENCHMARK);
  await show(validatorKey(1).address, 1n, BENCHMARK);
  expect((await scene.request()).holdsDeposit).toBe(false);
  expect(await scene.owed(REQUESTER.address)).toBe(5n);
});

test('what is added to a bounty is held with it, and nothing is no addition', async () => {
  await scene.begin([100, 100, 100], 1);
  expect(await scene.anyone('topUp', [0n])).toMatchObject({ error: 'WrongValue' });
  await scene.must(scene.anyone('topUp', [0n], 3n));
  expect(await scene.request()).toMatchObject({ bountyRao: 100n * TAO + 3n, escrowRao: 100n * TAO + 3n });
});

test("another's benchmark costs at least what its owner asks, one's own nothing", async () => {
  const owner = keyOf(704);
  await scene.begin([100, 100, 100], 1);
  await scene.must(world.call(owner.address, 'registerBenchmark', [BENCHMARK, 7n, 'cid']));
  const open = (benchmarkFeeRao: bigint, from = REQUESTER) =>
    scene.open(someTerms(world, { benchmarkFeeRao }), 100n * TAO, from);
  for (const fee of [0n, 6n]) expect(await open(fee)).toMatchObject({ error: 'InvalidTerms', errorArgs: [12n] });
  for (const fee of [7n, 8n]) await scene.must(open(fee));
  expect(await open(1n, owner)).toMatchObject({ error: 'InvalidTerms', errorArgs: [12n] });
  await scene.must(open(0n, owner));
});

test('a juror that has scored locks nothing more', async () => {
  await scored();
  await scene.must(scene.challenge(0n, 0, ACCUSED));
  world.block += 5n;
  await scene.must(scene.anyone('drawJury', [0n, 0n]));
  for (const seat of SEATS) expect((await scene.bondOf(validatorKey(seat).address)).lockedRao).toBe(TAO);
});

test('challenges begin right after the last of those that committed has revealed', async () => {
  await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n });
  await scene.submit(1);
  await scene.seat();
  for (const seat of [0, 1]) await scene.must(scene.commitScores(0n, seat, [500_000]));
  world.block = (await scene.ends()).scoreCommit + 1n;
  await scene.must(scene.revealScores(0n, 0, [500_000]));
  world.block += 1n;
  expect(await scene.challenge(0n, 0, 0)).toMatchObject({ error: 'TooEarly' });
  await scene.must(scene.revealScores(0n, 1, [500_000]));
  expect(await scene.challenge(0n, 0, 0)).toMatchObject({ error: 'TooEarly', errorArgs: [world.block + 1n] });
  world.block += 1n;
  await scene.must(scene.challenge(0n, 0, 0));
});
