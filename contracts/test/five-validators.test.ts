// One request, five validators: two honest, one that copies, one that is late, one that lies. What each has at the end.
import { expect, test } from 'vitest';
import {
  minerKey,
  OPENING_FEE_RAO,
  OUTSIDER,
  packageKeyOf,
  REQUESTER,
  TAO,
  validatorKey
} from './testing/market-actors.ts';
import { createScene } from './testing/market-scene.ts';
import { STAGE } from './testing/market-views.ts';
import { createMarketWorld } from './testing/market-world.ts';
import { TREASURY } from './testing/test-keys.ts';

const [HONEST, ALSO_HONEST, COPIER, LATE, LIAR] = [0, 1, 2, 3, 4] as const;
const TRUTH = [500_000];
const LIE = [900_000];

test('honest work earns most, a lie costs the bond, and the miner is paid right', async () => {
  const world = await createMarketWorld();
  const scene = createScene(world);
  await scene.begin([100, 100, 100, 100, 100], 1, { assignedPerSubmission: 5, quorum: 3, submissionDepositRao: 0n });
  await scene.submit(1);
  await scene.seat();
  const begin = world.block;

  await scene.must(scene.commitScores(0n, HONEST, TRUTH));
  await scene.must(scene.commitScores(0n, ALSO_HONEST, TRUTH));
  await scene.must(scene.commitScores(0n, LIAR, LIE));
  const electors = await world.view<{ commitment: string }[]>('getElectors', [0n]);
  const copied = [0n, BigInt(COPIER), electors[HONEST]!.commitment];
  await scene.must(world.call(validatorKey(COPIER).address, 'commitScores', copied));
  world.block = begin + 20n;
  await scene.must(scene.commitScores(0n, LATE, TRUTH));
  world.block += 1n;
  for (const seat of [HONEST, ALSO_HONEST, LATE]) await scene.must(scene.revealScores(0n, seat, TRUTH));
  await scene.must(scene.revealScores(0n, LIAR, LIE));
  // The copier knows the scores by now, and cannot open what it copied.
  expect(await scene.revealScores(0n, COPIER, TRUTH)).toMatchObject({ error: 'CommitmentMismatch' });

  world.block = begin + 31n;
  await scene.must(scene.challenge(0n, 0, LIAR));
  const jurors = await scene.judge(() => TRUTH[0]);
  expect(jurors).not.toContain(LIAR);
  await scene.must(scene.anyone('resolve', [0n, 0n]));
  await scene.endChallenges();
  await scene.must(scene.settle());
  await scene.must(scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)]));

  const { tickets } = (await scene.challenges())[0]!;
  const ticketsOf = (seat: number) =>
    BigInt([0, 1, 2].filter((k) => ((tickets >> BigInt(8 * k)) & 0xffn) === BigInt(seat)).length);
  const owed = (seat: number) => scene.owed(validatorKey(seat).address);
  const earned = async (seat: number) => (await owed(seat)) - ticketsOf(seat) * (TAO / 12n);
  // Points 2, 2 and 1 of 5: the late one came in the last block.
  expect(await earned(HONEST)).toBe(10n * TAO);
  expect(await earned(ALSO_HONEST)).toBe(10n * TAO);
  expect(await earned(LATE)).toBe(5n * TAO);
  expect(await earned(COPIER)).toBe(0n);
  expect(await owed(LIAR)).toBe(0n);
  for (const seat of [HONEST, ALSO_HONEST])
    for (const other of [COPIER, LATE, LIAR]) expect(await owed(seat)).toBeGreaterThan(await owed(other));
  expect((await scene.bondOf(validatorKey(LIAR).address)).activeRao).toBe(9n * TAO);
  expect(await scene.owed(OUTSIDER.address)).toBe(TAO / 2n + TAO);
  expect(await scene.owed(minerKey(0).address)).toBe(70n * TAO);
  expect(await scene.owed(TREASURY.address)).toBe(5n * TAO + TAO / 2n - 3n * (TAO / 12n) + OPENING_FEE_RAO);
  expect(await scene.owed(REQUESTER.address)).toBe(0n);
  const request = await scene.request();
  expect([request.stage, request.escrowRao]).toEqual([STAGE.settled, 0n]);
});
