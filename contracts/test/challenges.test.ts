// A report against a bond: who judges, what each outcome costs whom, what an appeal changes, and that no challenge holds a
// settlement up.
import { describe, expect, test } from 'vitest';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { freshScene } from './testing/fresh-scene.ts';
import { OUTSIDER, TAO, validatorKey, type TermsInput } from './testing/market-actors.ts';
import { CHALLENGE, STAGE } from './testing/market-views.ts';
import { keyOf, TREASURY } from './testing/test-keys.ts';

const LIAR = 0;
const { world, scene } = await freshScene();

/** Six validators, one submission; validator 0 says 900,000 where 1 to `honest` say 500,000, the rest stay away. */
async function scored(honest = 5, terms: Partial<TermsInput> = {}): Promise<void> {
  await scene.begin([100, 100, 100, 100, 100, 100], 1, { submissionDepositRao: 0n, ...terms });
  await scene.submit(1);
  await scene.seat();
  await scene.score([[900_000], ...Array.from({ length: honest }, () => [500_000])]);
}
const resolve = () => scene.anyone('resolve', [0n, 0n]);
const owed = (seat: number) => scene.owed(validatorKey(seat).address);
const treasury = async () => (await scene.owed(TREASURY.address)) - 10_000_000n;
const bond = (seat: number) => scene.bondOf(validatorKey(seat).address);
const accused = validatorKey(LIAR);

/** The seats of a challenge's tickets, a seat as often as it holds one. */
async function tickets(challengeId = 0): Promise<number[]> {
  const packed = (await scene.challenges())[challengeId]!.tickets;
  return Array.from({ length: 8 }, (_, k) => Number((packed >> BigInt(8 * k)) & 0xffn)).filter((seat) => seat !== 0xff);
}
const held = async (seat: number) => (await tickets()).filter((ticket) => ticket === seat).length;

describe('upheld', () => {
  test('takes the bond of the accused: half for the challenger, a quarter for the tickets, the rest for the treasury', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    const jurors = await scene.judge(() => 500_000);
    const outcome = await scene.must(resolve());
    expect(outcome.events.find(({ name }) => name === 'ChallengeResolved')!.args).toMatchObject({
      status: CHALLENGE.upheld,
      juryMedianPpm: 500_000,
      slashedRao: TAO
    });
    expect(await scene.owed(OUTSIDER.address)).toBe(TAO / 2n + TAO);
    for (const seat of jurors) expect(await owed(seat)).toBe(BigInt(await held(seat)) * (TAO / 12n));
    expect(await treasury()).toBe(TAO - TAO / 2n - 3n * (TAO / 12n));
    expect(await bond(LIAR)).toMatchObject({ activeRao: 9n * TAO, lockedRao: 0n });
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
    expect(await owed(1)).toBeGreaterThan(3n * TAO);
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
    expect(await bond(LIAR)).toMatchObject({ activeRao: 9n * TAO });
    expect(await scene.owed(OUTSIDER.address)).toBe(TAO / 2n + 2n * TAO);
  });
});

describe('rejected', () => {
  test('the bond of the challenger goes to the accused and the tickets; the score stands', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, 1));
    const jurors = await scene.judge((seat) => (seat === LIAR ? 500_000 : 510_000));
    await scene.must(resolve());
    expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.rejected);
    expect(await scene.owed(OUTSIDER.address)).toBe(0n);
    expect(await owed(1)).toBe(TAO / 2n);
    for (const seat of jurors) expect(await owed(seat)).toBe(BigInt(await held(seat)) * (TAO / 6n));
    expect(await treasury()).toBe(TAO - TAO / 2n - 3n * (TAO / 6n));
    expect((await scene.request()).struckSeats).toBe(0n);
  });

  test('deviation alone takes nothing: a score alone against all others stands when the re-run agrees with it', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    await scene.judge(() => 899_000);
    await scene.must(resolve());
    expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.rejected);
  });

  test('the same score can be challenged again with other evidence, three times', async () => {
    await scored(5, { challengeBlocks: 1_000 });
    for (let attempt = 0; attempt < 3; attempt++) {
      await scene.must(scene.challenge(0n, 0, 1));
      expect(await scene.challenge(0n, 0, 1)).toMatchObject({ error: 'AlreadyDone' });
      await scene.judge(() => 500_000, BigInt(attempt));
      await scene.must(scene.anyone('resolve', [0n, BigInt(attempt)]));
    }
    expect((await scene.challenges()).map(({ status }) => status)).toEqual(Array(3).fill(CHALLENGE.rejected));
    expect(await scene.challenge(0n, 0, 1)).toMatchObject({ error: 'LimitReached' });
  });
});

describe('inconclusive', () => {
  const inconclusive = async () => {
    expect((await scene.challenges())[0]!.status).toBe(CHALLENGE.inconclusive);
    expect(await scene.owed(OUTSIDER.address)).toBe(TAO);
    expect(await bond(LIAR)).toMatchObject({ activeRao: 10n * TAO, lockedRao: TAO });
    expect((await scene.request()).openChallenges).toBe(0);
  };

  test('when no more than half of the tickets were revealed; nobody loses anything for it', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    const seats = await scene.judgeUntilAppeal(() => undefined);
    world.block -= 1n;
    expect(await resolve()).toMatchObject({ error: 'TooEarly' });
    world.block += 1n;
    await scene.must(resolve());
    await inconclusive();
    for (const seat of seats) expect(await bond(seat)).toMatchObject({ activeRao: 10n * TAO });
  });

  test('when two of three tickets were revealed and contradict each other, and nobody can appeal that', async () => {
    await scored();
    const begin = world.remember();
    for (let later = 0n; later < 10n; later++) {
      begin();
      world.block += later;
      await scene.must(scene.challenge(0n, 0, LIAR));
      const jurors = await scene.judgeUntilAppeal((_, order) => [100_000, 500_000, undefined][order]);
      if (jurors.length === 3) break;
    }
    expect(await tickets()).toHaveLength(new Set(await tickets()).size);
    expect(await scene.appeal(OUTSIDER)).toMatchObject({ error: 'WrongStatus' });
    await scene.must(resolve());
    await inconclusive();
  });

  test('when no jury was drawn in time, and then it can be tried again while the window lasts', async () => {
    await scored(5, { challengeBlocks: 300 });
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

describe('a juror', () => {
  test('that stays away where the others judge loses a tenth of what it locked', async () => {
    await scene.begin([100, 100, 100, 100, 100, 100], 1, { submissionDepositRao: 0n });
    await scene.submit(1);
    await scene.seat();
    await scene.score([[900_000], [500_000]]);
    await scene.must(scene.challenge(0n, 0, LIAR));
    world.block += 5n;
    const moment = world.remember();
    await scene.must(scene.anyone('drawJury', [0n, 0n]));
    const drawn = await tickets();
    moment();
    world.block -= 5n;
    // Whoever holds the fewest tickets stays away.
    const absent = [...new Set(drawn)].sort(
      (a, b) => drawn.filter((x) => x === a).length - drawn.filter((x) => x === b).length
    )[0]!;
    await scene.judge((seat) => (seat === absent ? undefined : 500_000));
    expect(await bond(absent)).toMatchObject({ activeRao: 10n * TAO, lockedRao: TAO });
    await scene.must(resolve());
    expect(await bond(absent)).toMatchObject({ activeRao: 10n * TAO - TAO / 10n });
    await scene.endChallenges();
    await scene.must(scene.settle());
    expect((await bond(absent)).lockedRao).toBe(0n);
  });

  test('seals its verdict: copied, changed or foreign ones count nothing', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    world.block += 5n;
    await scene.must(scene.anyone('drawJury', [0n, 0n]));
    const [first, second] = scene.seatsOf((await scene.challenges())[0]!.jurors) as [number, number];
    await scene.must(scene.commitVerdict(0n, 0n, first, 500_000));
    const { commitment } = await world.view<{ commitment: string }>('getVerdict', [0n, 0n, 0n, BigInt(first)]);
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

  test('is never the accused, its coldkey, the challenger, its coldkey or one related to the submission', async () => {
    await scene.begin([100, 100, 100, 100, 100, 100, 100, 100], 1, { submissionDepositRao: 0n });
    world.neurons[1]!.coldkey = world.neurons[0]!.coldkey;
    world.neurons[3]!.coldkey = world.neurons[2]!.coldkey;
    world.neurons[4]!.coldkey = world.neurons[8]!.coldkey;
    await scene.submit(1);
    await scene.seat();
    await scene.score([[900_000]]);
    const begin = world.remember();
    for (const challenger of [validatorKey(2), keyOf(502)])
      for (let later = 0n; later < 10n; later++) {
        begin();
        world.block += later;
        await scene.must(scene.challenge(0n, 0, LIAR, challenger));
        world.block += 5n;
        await scene.must(scene.anyone('drawJury', [0n, 0n]));
        const drawn = await tickets();
        expect(drawn).toHaveLength(3);
        for (const seat of drawn) expect([5, 6, 7]).toContain(seat);
      }
  });
});

describe('an appeal', () => {
  /** The first jury lies in favour of `first`, the larger one says what the data say. */
  async function appealed(firstSays: number, from: { address: `0x${string}` }) {
    await scene.judgeUntilAppeal(() => firstSays);
    const first = await tickets();
    await scene.must(scene.appeal(from));
    expect(await scene.appeal(from)).toMatchObject({ ok: false });
    return first;
  }
  const second = async (says: (seat: number) => number | undefined) => {
    world.block += 5n;
    await scene.must(scene.anyone('drawJury', [0n, 0n]));
    const drawn = await tickets();
    expect(drawn).toHaveLength(7);
    for (const seat of new Set(drawn)) {
      const score = says(seat);
      if (score !== undefined) await scene.must(scene.commitVerdict(0n, 0n, seat, score));
    }
    world.block += 11n;
    for (const seat of new Set(drawn)) {
      const score = says(seat);
      if (score !== undefined) await scene.must(scene.revealVerdict(0n, 0n, seat, score));
    }
    world.block += 10n;
    return drawn;
  };

  test('of a jury that lied clears the accused, and takes half of what the liars locked', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, 1));
    const first = await appealed(900_000, validatorKey(1));
    expect(await scene.settle()).toMatchObject({ ok: false });
    await second(() => 500_000);
    await scene.must(resolve());
    const [challenge] = await scene.challenges();
    expect(challenge).toMatchObject({ status: CHALLENGE.rejected, firstStatus: CHALLENGE.upheld, medianPpm: 500_000 });
    for (const seat of new Set(first)) expect(await bond(seat)).toMatchObject({ activeRao: 10n * TAO - TAO / 2n });
    // The bond of the appeal back, half of the challenger's, half of what the liars lost.
    expect(await owed(1)).toBeGreaterThanOrEqual(2n * TAO + TAO / 2n + (BigInt(new Set(first).size) * TAO) / 4n);
    expect(await scene.owed(OUTSIDER.address)).toBe(0n);
    expect((await scene.request()).struckSeats).toBe(0n);
  });

  test('that finds the same costs the appellant its bond: half for the other side, half for the tickets', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    await appealed(500_000, accused);
    await second(() => 500_000);
    await scene.must(resolve());
    expect((await scene.challenges())[0]).toMatchObject({ status: CHALLENGE.upheld });
    expect(await owed(LIAR)).toBe(0n);
    expect(await scene.owed(OUTSIDER.address)).toBe(TAO + TAO / 2n + TAO);
  });

  test('that finds nothing leaves the first word, and gives the bond back', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    await appealed(500_000, accused);
    await second(() => undefined);
    await scene.must(resolve());
    expect((await scene.challenges())[0]).toMatchObject({ status: CHALLENGE.upheld, medianPpm: 500_000 });
    expect(await owed(LIAR)).toBe(2n * TAO);
  });

  test('can be called once, in its window, with twice the bond, by either side', async () => {
    await scored();
    await scene.must(scene.challenge(0n, 0, LIAR));
    await scene.judgeUntilAppeal(() => 500_000);
    const moment = world.remember();
    expect(await resolve()).toMatchObject({ error: 'TooEarly' });
    expect(await scene.appeal(keyOf(950))).toMatchObject({ error: 'NotAllowed' });
    expect(await world.call(accused.address, 'appeal', [0n, 0n], TAO)).toMatchObject({ error: 'WrongValue' });
    world.block -= 1n;
    expect(await scene.appeal(accused)).toMatchObject({ error: 'TooEarly' });
    world.block += 11n;
    expect(await scene.appeal(accused)).toMatchObject({ error: 'TooLate' });
    moment();
    await scene.must(scene.appeal(OUTSIDER));
    expect(await world.call(accused.address, 'appeal', [0n, 0n], 2n * TAO)).toMatchObject({ error: 'WrongStatus' });
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
  expect(await scene.challenge(0n, 0, 0, OUTSIDER, 1n)).toMatchObject({ error: 'WrongValue', errorArgs: [TAO] });
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
  expect(await scene.owed(OUTSIDER.address)).toBe(6n * TAO);
});
