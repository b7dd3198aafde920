// A report against a bond: who judges, what each outcome costs whom, and that no challenge holds a settlement up.
import { describe, expect, test } from 'vitest';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { freshScene } from './testing/fresh-scene.ts';
import { OUTSIDER, TAO, validatorKey, type TermsInput } from './testing/market-actors.ts';
import { CHALLENGE, STAGE } from './testing/market-scene.ts';
import { keyOf, TREASURY } from './testing/market-world.ts';

const LIAR = 0;
const { world, scene } = await freshScene();

/** Six validators, one submission; validator 0 says 900,000 where 0 to `honest` say 500,000, the rest stay away. */
async function scored(honest = 2, terms: Partial<TermsInput> = {}): Promise<void> {
  await scene.begin([100, 100, 100, 100, 100, 100], 1, { submissionDepositRao: 0n, ...terms });
  await scene.submit(1);
  await scene.seat();
  await scene.score([[900_000], ...Array.from({ length: honest }, () => [500_000])]);
}
const resolve = () => scene.anyone('resolve', [0n, 0n]);
const owed = (seat: number) => scene.owed(validatorKey(seat).address);

describe('upheld', () => {
  test('takes the bond of the accused: half for the challenger, a quarter for the jurors, the rest for the treasury', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    const jurors = await scene.judge(() => 500_000);
    const outcome = await scene.must(resolve());
    expect(outcome.events.find(({ name }) => name === 'ChallengeResolved')!.args).toMatchObject({
      status: CHALLENGE.upheld,
      juryMedianPpm: 500_000,
      slashedRao: TAO
    });
    expect(await scene.owed(OUTSIDER.address)).toBe(TAO / 2n + TAO / 2n);
    for (const seat of jurors) expect(await owed(seat)).toBe(TAO / 12n);
    expect(await scene.owed(TREASURY.address)).toBe(TAO - TAO / 2n - 3n * (TAO / 12n));
    expect(await scene.bondOf(validatorKey(LIAR).address)).toMatchObject({ activeRao: 9n * TAO, lockedRao: 0n });
  });

  test('strikes every score of the accused', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    await scene.judge(() => 500_000);
    await scene.must(resolve());
    await scene.endChallenges();
    await scene.must(scene.settle());
    expect((await scene.submissions())[0]).toMatchObject({ medianPpm: 500_000, spreadPpm: 0 });
    expect((await scene.electors())[LIAR]!.points).toBe(0n);
    expect(await owed(LIAR)).toBe(0n);
    expect(await owed(1)).toBeGreaterThan(8n * TAO);
  });

  test('a bond is taken once, however many reports of it are found false', async () => {
    await scene.begin([100, 100, 100, 100, 100, 100], 2, { submissionDepositRao: 0n });
    await scene.submit(2);
    await scene.seat();
    await scene.score([
      [900_000, 900_000],
      [500_000, 500_000]
    ]);
    for (const index of [0, 1]) await scene.must(scene.challenge(0n, index, LIAR));
    const opened = world.block;
    await scene.judge(() => 500_000, 0n);
    world.block = opened;
    await scene.judge(() => 500_000, 1n);
    await scene.must(resolve());
    const second = await scene.must(scene.anyone('resolve', [0n, 1n]));
    expect(second.events.find(({ name }) => name === 'ChallengeResolved')!.args).toMatchObject({
      status: CHALLENGE.upheld,
      slashedRao: 0n
    });
    expect(await scene.bondOf(validatorKey(LIAR).address)).toMatchObject({ activeRao: 9n * TAO });
    expect(await scene.owed(OUTSIDER.address)).toBe(TAO / 2n + TAO);
  });
});

describe('rejected', () => {
  test('the bond of the challenger goes to the accused and the jurors; the score stands', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, 1));
    const jurors = await scene.judge(() => 510_000);
    await scene.must(resolve());
    expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.rejected);
    expect(await scene.owed(OUTSIDER.address)).toBe(0n);
    expect(await owed(1)).toBe(TAO / 4n);
    for (const seat of jurors) expect(await owed(seat)).toBe(TAO / 12n);
    expect(await scene.owed(TREASURY.address)).toBe(TAO / 2n - TAO / 4n - 3n * (TAO / 12n));
    expect((await scene.request()).struckSeats).toBe(0n);
    expect(await scene.challenge(0n, 0, 1)).toMatchObject({ ok: false });
  });

  test('deviation alone takes nothing: a score alone against all others stands when the re-run agrees with it', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    await scene.judge(() => 899_000);
    await scene.must(resolve());
    expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.rejected);
  });

  test('only jurors near the median of the jury share', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, 1));
    const jurors = await scene.judge((_, order) => (order === 0 ? 700_000 : 500_000));
    await scene.must(resolve());
    expect(await owed(jurors[0]!)).toBe(0n);
    expect(await owed(jurors[1]!)).toBe(TAO / 8n);
  });
});

describe('inconclusive', () => {
  const inconclusive = async () => {
    expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.inconclusive);
    expect(await scene.owed(OUTSIDER.address)).toBe(TAO / 2n);
    expect(await scene.bondOf(validatorKey(LIAR).address)).toMatchObject({ activeRao: 10n * TAO, lockedRao: TAO });
    expect((await scene.request()).openChallenges).toBe(0);
  };

  test('when fewer than two jurors revealed', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    await scene.judge((_, order) => (order === 0 ? 500_000 : undefined));
    world.block -= 1n;
    expect(await resolve()).toMatchObject({ error: 'TooEarly' });
    world.block += 1n;
    await scene.must(resolve());
    await inconclusive();
  });

  test('when two jurors contradict each other', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    await scene.judge((_, order) => [100_000, 500_000, undefined][order]);
    await scene.must(resolve());
    await inconclusive();
  });

  test('when no jury was drawn in time, and then it can be tried again while the window lasts', async () => {
    await scored(2, { challengeBlocks: 300 });
    await scene.must(scene.challenge(0n, 0, LIAR));
    expect(await scene.challenge(0n, 0, LIAR)).toMatchObject({ error: 'AlreadyDone' });
    world.block += 205n;
    expect(await scene.anyone('drawJury', [0n, 0n])).toMatchObject({ error: 'TooLate' });
    await scene.must(resolve());
    await inconclusive();
    await scene.must(scene.challenge(0n, 0, LIAR));
  });

  test('when nobody may judge', async () => {
    await scene.begin([100, 100], 1, { submissionDepositRao: 0n });
    world.neurons[1]!.coldkey = keyOf(500).publicKey;
    await scene.submit(1);
    await scene.seat();
    await scene.score([[900_000], [500_000]]);
    await scene.must(scene.challenge(0n, 0, LIAR));
    world.block += 5n;
    await scene.must(scene.anyone('drawJury', [0n, 0n]));
    expect((await scene.challenges())[0]!.jurors).toBe(0n);
    world.block += 21n;
    await scene.must(resolve());
    await inconclusive();
  });
});

describe('a jury', () => {
  const jury = async () => {
    world.block += 5n;
    await scene.must(scene.anyone('drawJury', [0n, 0n]));
    return scene.seatsOf((await scene.challenges())[0]!.jurors);
  };

  test('is fresh where three are: those who scored the submission do not judge it', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    expect(await jury()).toEqual([3, 4, 5]);
  });

  test('never has the accused, its coldkey, the challenger, its coldkey or one related to the submission', async () => {
    await scene.begin([100, 100, 100, 100, 100, 100, 100, 100], 1, { submissionDepositRao: 0n });
    world.neurons[1]!.coldkey = world.neurons[0]!.coldkey;
    world.neurons[3]!.coldkey = world.neurons[2]!.coldkey;
    world.neurons[4]!.coldkey = world.neurons[8]!.coldkey;
    await scene.submit(1);
    await scene.seat();
    await scene.score([[900_000]]);
    const moment = world.remember();
    await scene.must(scene.challenge(0n, 0, LIAR, validatorKey(2)));
    expect(await jury()).toEqual([5, 6, 7]);
    moment();
    await scene.must(scene.challenge(0n, 0, LIAR, keyOf(502)));
    expect(await jury()).toEqual([5, 6, 7]);
  });

  test('seals its verdicts: copied, changed or foreign ones count nothing', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    const [first, second] = (await jury()) as [number, number];
    await scene.must(scene.commitVerdict(0n, 0n, first, 500_000));
    const { commitment } = await world.view<{ commitment: string }>('getVerdict', [0n, 0n, BigInt(first)]);
    const copier = validatorKey(second).address;
    await scene.must(world.call(copier, 'commitVerdict', [0n, 0n, BigInt(second), commitment]));
    expect(await scene.commitVerdict(0n, 0n, first, 1)).toMatchObject({ error: 'AlreadyDone' });
    expect(await scene.commitVerdict(0n, 0n, LIAR, 900_000)).toMatchObject({ error: 'NotAllowed' });
    world.block += 11n;
    expect(await scene.revealVerdict(0n, 0n, second, 500_000)).toMatchObject({ error: 'CommitmentMismatch' });
    expect(await scene.revealVerdict(0n, 0n, first, 500_001)).toMatchObject({ error: 'CommitmentMismatch' });
    await scene.must(scene.revealVerdict(0n, 0n, first, 500_000));
    expect(await scene.revealVerdict(0n, 0n, first, 500_000)).toMatchObject({ error: 'AlreadyDone' });
  });
});

test('only what was reported can be challenged, with the bond, not by the accused', async () => {
  await scene.begin([100, 100, 100], 2, { submissionDepositRao: 0n });
  await scene.submit(2);
  await scene.seat();
  await scene.score([
    [900_000, NO_SCORE],
    [500_000, 500_000]
  ]);
  expect(await scene.challenge(0n, 1, 0)).toMatchObject({ error: 'UnknownItem' });
  expect(await scene.challenge(0n, 0, 2)).toMatchObject({ error: 'UnknownItem' });
  expect(await scene.challenge(0n, 0, 9)).toMatchObject({ error: 'UnknownItem' });
  expect(await scene.challenge(0n, 9, 0)).toMatchObject({ error: 'UnknownItem' });
  expect(await scene.challenge(0n, 0, 0, OUTSIDER, 1n)).toMatchObject({ error: 'WrongValue', errorArgs: [TAO / 2n] });
  expect(await scene.challenge(0n, 0, 0, validatorKey(0))).toMatchObject({ error: 'NotAllowed' });
});

test('many challenges that nobody answers end by themselves, and the settlement follows', async () => {
  await scored(5);
  for (let seat = 0; seat < 6; seat++) await scene.must(scene.challenge(0n, 0, seat));
  await scene.endChallenges();
  expect(await scene.settle()).toMatchObject({ error: 'WrongStage' });
  world.block += 205n;
  for (let i = 0n; i < 6n; i++) await scene.must(scene.anyone('resolve', [0n, i]));
  await scene.must(scene.settle());
  expect((await scene.request()).stage).toBe(STAGE.settled);
  expect(await scene.owed(OUTSIDER.address)).toBe(3n * TAO);
});
