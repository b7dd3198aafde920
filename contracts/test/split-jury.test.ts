// A larger jury that is split in two equal halves has found nothing: neither half is paid as if it had agreed.
import { expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import { OUTSIDER, TAO, validatorKey } from './testing/market-actors.ts';
import { CHALLENGE } from './testing/market-views.ts';
import { TREASURY } from './testing/test-keys.ts';

const LIAR = 0;
const JURORS = [1, 2, 3, 4, 5];
const { world, scene } = await freshScene();

test('an appeal that ends in a tie pays no ticket, and leaves what they do not get to the treasury', async () => {
  await scene.begin([100, 100, 100, 100, 100, 100], 1, { submissionDepositRao: 0n });
  await scene.submit(1);
  await scene.seat();
  await scene.score([[900_000], ...JURORS.map(() => [500_000])]);
  await scene.must(scene.challenge(0n, 0, LIAR));
  await scene.judgeUntilAppeal(() => 500_000);
  const { low, high } = await appealUntilTie();
  for (const seat of low) await scene.must(scene.commitVerdict(0n, 0n, seat, 500_000));
  for (const seat of high) await scene.must(scene.commitVerdict(0n, 0n, seat, 700_000));
  world.block += 11n;
  for (const seat of low) await scene.must(scene.revealVerdict(0n, 0n, seat, 500_000));
  for (const seat of high) await scene.must(scene.revealVerdict(0n, 0n, seat, 700_000));
  world.block += 10n;
  const treasuryBefore = await scene.owed(TREASURY.address);
  await scene.must(scene.anyone('resolve', [0n, 0n]));

  expect((await scene.challenges())[0]).toMatchObject({ status: CHALLENGE.upheld, medianPpm: 500_000 });
  for (const seat of JURORS) expect(await scene.owed(validatorKey(seat).address)).toBe(0n);
  expect(await scene.owed(OUTSIDER.address)).toBe(TAO + TAO / 2n);
  expect((await scene.owed(TREASURY.address)) - treasuryBefore).toBe(TAO / 2n);
});

/** Appeals in the block whose jury has two sides with equally many tickets, more than half of the seven together. */
async function appealUntilTie(): Promise<{ low: number[]; high: number[] }> {
  const begin = world.remember();
  for (let later = 0n; later < 10n; later++) {
    begin();
    world.block += later;
    await scene.must(scene.appeal(validatorKey(LIAR)));
    world.block += 5n;
    await scene.must(scene.anyone('drawJury', [0n, 0n]));
    const { tickets } = (await scene.challenges())[0]!;
    const seats = Array.from({ length: 7 }, (_, k) => Number((tickets >> BigInt(8 * k)) & 0xffn));
    for (let sides = 0; sides < 3 ** JURORS.length; sides++) {
      const sideOf = (seat: number) => Math.floor(sides / 3 ** (seat - 1)) % 3;
      const [low, high] = [1, 2].map((side) => seats.filter((seat) => sideOf(seat) === side)) as [number[], number[]];
      if (low.length < 2 || low.length !== high.length) continue;
      return { low: [...new Set(low)], high: [...new Set(high)] };
    }
  }
  throw new Error('no jury can be tied');
}
