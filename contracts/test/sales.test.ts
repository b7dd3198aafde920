// What happens to a package after it has passed: opened, delivered to one, forfeited, sold.
import { describe, expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import {
  BENCHMARK,
  minerKey,
  OUTSIDER,
  packageKeyOf,
  REQUESTER,
  saltOf,
  TAO,
  validatorKey,
  type TermsInput
} from './testing/market-actors.ts';
import { STATUS } from './testing/market-views.ts';
import { keyOf, type Key } from './testing/test-keys.ts';

const MINER = minerKey(0).address;
const KEY_RELEASE = 50_400n;
const { world, scene, start } = await freshScene();

/** Validators 0 to 2 score, 3 stays away; package 0 passes and its share is 70 TAO. */
async function settled(terms: Partial<TermsInput> = {}): Promise<void> {
  await scene.begin([100, 100, 100, 100], 1, { submissionDepositRao: 0n, ...terms });
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000], undefined]);
}
const status = async () => (await scene.submissions())[0]!.status;

describe('a public package', () => {
  test('is paid when anyone shows the committed key', async () => {
    await settled();
    expect(await scene.anyone('openPackage', [0n, 0n, saltOf('another')])).toMatchObject({ error: 'InvalidKey' });
    const opened = await scene.must(scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)]));
    expect(opened.events[0]).toMatchObject({ name: 'PackageOpened', args: { key: packageKeyOf(0) } });
    expect(await scene.owed(MINER)).toBe(70n * TAO);
    expect(await scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)])).toMatchObject({ error: 'WrongStatus' });
    expect(await scene.owed(OUTSIDER.address)).toBe(0n);
  });

  test('that nobody can read in time is forfeited to the requester', async () => {
    await settled();
    world.block += 50n;
    expect(await scene.anyone('forfeit', [0n, 0n])).toMatchObject({ error: 'TooEarly' });
    world.block += 1n;
    expect(await scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)])).toMatchObject({ error: 'TooLate' });
    await scene.must(scene.anyone('forfeit', [0n, 0n]));
    expect(await scene.owed(REQUESTER.address)).toBe(70n * TAO);
    expect(await scene.anyone('forfeit', [0n, 0n])).toMatchObject({ error: 'WrongStatus' });
    expect(await status()).toBe(STATUS.forfeited);
  });
});

describe('private delivery', () => {
  const deliver = (from: Key, seat: bigint, sealedKey = '0x0102') =>
    world.call(from.address, 'deliverKey', [0n, 0n, seat, sealedKey]);

  test("is the miner's or that of a validator that scored, and is paid once", async () => {
    await settled({ privateDelivery: true });
    expect(await scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)])).toMatchObject({ error: 'NotAllowed' });
    expect(await deliver(OUTSIDER, 0n)).toMatchObject({ error: 'NotTheHotkey' });
    expect(await deliver(validatorKey(3), 3n)).toMatchObject({ error: 'NotAllowed' });
    expect(await deliver(minerKey(0), 0n, '0x')).toMatchObject({ error: 'InvalidKey' });
    expect(await deliver(minerKey(0), 0n, `0x${'00'.repeat(201)}`)).toMatchObject({ error: 'InvalidKey' });
    await scene.must(deliver(validatorKey(1), 1n));
    expect(await scene.owed(MINER)).toBe(70n * TAO);
    const again = await scene.must(deliver(minerKey(0), 0n));
    expect(again.events.map(({ name }) => name)).toEqual(['KeyDelivered']);
    expect(await scene.owed(MINER)).toBe(70n * TAO);
  });

  test('late is too late', async () => {
    await settled({ privateDelivery: true });
    world.block += 51n;
    expect(await deliver(minerKey(0), 0n)).toMatchObject({ error: 'TooLate' });
    await scene.must(scene.anyone('forfeit', [0n, 0n]));
    expect(await deliver(minerKey(0), 0n)).toMatchObject({ error: 'WrongStatus' });
  });
});

describe('a sale', () => {
  const sale = { privateDelivery: true, forSale: true, priceRao: 1_000_000_001n, minerProceedsPpm: 600_000 };
  const buy = (buyer: Key, rao: bigint, key: string = BENCHMARK) =>
    world.call(buyer.address, 'buy', [0n, 0n, key], rao);
  const release = (from: string, purchase: bigint) =>
    world.call(from as `0x${string}`, 'releaseKey', [0n, 0n, purchase, '0x0102']);
  const onSale = async (terms: Partial<TermsInput> = {}) => {
    await settled({ ...sale, ...terms });
    await scene.must(world.call(MINER, 'deliverKey', [0n, 0n, 0n, '0x01']));
  };

  test('holds the price until the key is released, and then pays miner and requester', async () => {
    await onSale();
    expect(await buy(OUTSIDER, TAO)).toMatchObject({ error: 'WrongValue', errorArgs: [sale.priceRao] });
    expect(await buy(OUTSIDER, sale.priceRao, `0x${'00'.repeat(32)}`)).toMatchObject({ error: 'InvalidKey' });
    await scene.must(buy(OUTSIDER, sale.priceRao));
    expect((await scene.request()).escrowRao).toBe(sale.priceRao);
    expect(await release(OUTSIDER.address, 0n)).toMatchObject({ error: 'NotAllowed' });
    expect(await release(MINER, 1n)).toMatchObject({ error: 'UnknownItem' });
    await scene.must(release(REQUESTER.address, 0n));
    expect(await release(MINER, 0n)).toMatchObject({ error: 'AlreadyDone' });
    expect(await scene.owed(MINER)).toBe(70n * TAO + 600_000_000n);
    expect(await scene.owed(REQUESTER.address)).toBe(400_000_001n);
    expect((await scene.request()).escrowRao).toBe(0n);
  });

  test('gives the price back where no key came in time, and shows no key to one who could take it back', async () => {
    await onSale();
    await scene.must(buy(OUTSIDER, sale.priceRao));
    world.block += KEY_RELEASE;
    expect(await scene.anyone('refundPurchase', [0n, 0n, 0n])).toMatchObject({ error: 'TooEarly' });
    const last = world.remember();
    await scene.must(release(MINER, 0n));
    last();
    world.block += 1n;
    expect(await release(MINER, 0n)).toMatchObject({ error: 'TooLate' });
    await scene.must(scene.anyone('refundPurchase', [0n, 0n, 0n]));
    expect(await scene.anyone('refundPurchase', [0n, 0n, 0n])).toMatchObject({ error: 'AlreadyDone' });
    expect(await scene.owed(OUTSIDER.address)).toBe(sale.priceRao);
  });

  test('is free for the first buyers, each of them once', async () => {
    await onSale({ freeBuyers: 2 });
    const [first, second, third] = [keyOf(701), keyOf(702), keyOf(703)];
    const price = (buyer: Key) => world.view<bigint>('priceFor', [0n, 0n, buyer.address]);
    expect(await price(first)).toBe(0n);
    await scene.must(buy(first, 0n));
    expect(await price(first)).toBe(sale.priceRao);
    expect(await buy(first, 0n)).toMatchObject({ error: 'WrongValue' });
    await scene.must(buy(second, 0n));
    expect(await buy(third, 0n)).toMatchObject({ error: 'WrongValue' });
    await scene.must(buy(third, sale.priceRao));
    await scene.must(release(MINER, 0n));
    expect(await scene.owed(MINER)).toBe(70n * TAO);
    const page = await world.view<{ buyer: string; paidRao: bigint }[]>('getPurchases', [0n, 0n, 1n, 10n]);
    expect(page.map(({ buyer, paidRao }) => [buyer.toLowerCase(), paidRao])).toEqual([
      [second.address, 0n],
      [third.address, sale.priceRao]
    ]);
  });

  test('has another price for one buyer once both sellers have named one: the higher holds, for nobody else', async () => {
    await onSale();
    const [buyer, other] = [keyOf(701), keyOf(702)];
    const price = (of: Key) => world.view<bigint>('priceFor', [0n, 0n, of.address]);
    const name = (from: string, rao: bigint) =>
      scene.must(world.call(from as `0x${string}`, 'namePrice', [0n, 0n, buyer.address, rao]));
    for (const [first, second] of [
      [REQUESTER.address, MINER],
      [MINER, REQUESTER.address]
    ] as const) {
      const before = world.remember();
      await name(first, 0n);
      expect(await price(buyer)).toBe(sale.priceRao);
      await name(second, 5n);
      expect(await price(buyer)).toBe(5n);
      expect(await price(other)).toBe(sale.priceRao);
      before();
    }
  });

  test('is only of what was delivered and of what the request sells', async () => {
    await settled(sale);
    expect(await buy(OUTSIDER, sale.priceRao)).toMatchObject({ error: 'NotForSale' });
    start();
    await settled({ privateDelivery: true });
    await scene.must(world.call(MINER, 'deliverKey', [0n, 0n, 0n, '0x01']));
    expect(await buy(OUTSIDER, 0n)).toMatchObject({ error: 'NotForSale' });
  });
});

test("the benchmark's key is shown after the end, once an account, by the requester or a validator that scored", async () => {
  await settled();
  const show = (from: Key, seat: bigint) => world.call(from.address, 'revealBenchmark', [0n, seat, BENCHMARK]);
  await scene.must(show(REQUESTER, 0n));
  expect(await show(REQUESTER, 0n)).toMatchObject({ error: 'AlreadyDone' });
  await scene.must(show(validatorKey(1), 1n));
  expect(await show(validatorKey(3), 3n)).toMatchObject({ error: 'NotAllowed' });
  expect(await show(OUTSIDER, 0n)).toMatchObject({ error: 'NotTheHotkey' });
});
