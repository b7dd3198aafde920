// The last of 64 seats is a seat as every other: its juror counts, is paid and loses as others do.
import { beforeEach, expect, test } from 'vitest';
import { freshScene } from './testing/fresh-scene.ts';
import { createJuryStrides } from './testing/jury-strides.ts';
import { TAO, validatorKey } from './testing/market-actors.ts';
import { CHALLENGE } from './testing/market-views.ts';

const LAST = 63;
const ACCUSED = 0;
const { world, scene } = await freshScene();
const { drawUntil, judge } = createJuryStrides(world, scene);
const bondRao = async (seat: number) => (await scene.bondOf(validatorKey(seat).address)).activeRao;
const hasLastOnce = (tickets: number[]) =>
  tickets.filter((seat) => seat === LAST).length === 1 && new Set(tickets).size === tickets.length;

/** 64 seats, of which the last has a third of the stake; two have scored, and the first of them is accused. */
beforeEach(async () => {
  const stakes = Array.from({ length: 64 }, (_, seat) => (seat === LAST ? 32 : 1));
  await scene.begin(stakes, 1, { submissionDepositRao: 0n, scoreRevealBlocks: 10, challengeBlocks: 300 });
  await scene.submit(1);
  await scene.seat();
  await scene.score([[900_000], [500_000]]);
});

test('a juror in the last seat that stays away loses a tenth of what it has locked', async () => {
  const tickets = await drawUntil(() => scene.must(scene.challenge(0n, 0, ACCUSED)), hasLastOnce, 30n);
  await judge(
    tickets.filter((seat) => seat !== LAST),
    () => 500_000
  );
  world.block += 10n;
  await scene.must(scene.anyone('resolve', [0n, 0n]));
  expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.upheld);
  expect(await bondRao(LAST)).toBe(10n * TAO - TAO / 10n);
});

test('the verdict of a juror in the last seat counts, and is paid', async () => {
  const tickets = await drawUntil(() => scene.must(scene.challenge(0n, 0, ACCUSED)), hasLastOnce, 30n);
  const absent = tickets.find((seat) => seat !== LAST)!;
  await judge(
    tickets.filter((seat) => seat !== absent),
    () => 500_000
  );
  world.block += 10n;
  await scene.must(scene.anyone('resolve', [0n, 0n]));
  expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.upheld);
  expect(await scene.owed(validatorKey(LAST).address)).toBe(TAO / 8n);
});

test('a juror in the last seat that a larger jury refutes loses half of it', async () => {
  const first = await drawUntil(() => scene.must(scene.challenge(0n, 0, ACCUSED)), hasLastOnce, 30n);
  await judge(first, (seat) => (seat === LAST ? 700_000 : 500_000));
  const second = await drawUntil(
    () => scene.must(scene.appeal(validatorKey(ACCUSED))),
    () => true
  );
  await judge(second, () => 500_000);
  world.block += 10n;
  await scene.must(scene.anyone('resolve', [0n, 0n]));
  expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.upheld);
  expect(await bondRao(LAST)).toBe(10n * TAO - TAO / 2n);
});
