// What coldkeys get where all of them would be above the cap: equal parts, to the rao.
import { expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import { TAO } from './testing/market-actors.ts';

const { scene } = await freshScene();
const MINERS_RAO = 70n * TAO;

async function shares(medians: number[], coldkeyCapPpm: number): Promise<bigint[]> {
  await scene.begin([100, 100, 100], medians.length, { submissionDepositRao: 0n, coldkeyCapPpm });
  await scene.submit(medians.length);
  await scene.settleWith([medians, medians, medians]);
  return (await scene.submissions()).map(({ shareRao }) => shareRao);
}

test.each([100_000, 499_999])('two coldkeys get a half each under a cap of %s ppm', async (cap) => {
  expect(await shares([900_000, 500_000], cap)).toEqual([MINERS_RAO / 2n, MINERS_RAO / 2n]);
});

test('three get a third each, the smallest no more than the others', async () => {
  const third = (MINERS_RAO * 333_333n) / 1_000_000n;
  expect(await shares([900_000, 700_000, 500_000], 100_000)).toEqual([third, third, third]);
});
