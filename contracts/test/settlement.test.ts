// What is paid to whom, to the rao: examples whose numbers stand here, and random requests against the formulas.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { freshScene } from './testing/fresh-scene.ts';
import { minerKey, OPENING_FEE_RAO, packageKeyOf, REQUESTER, TAO, validatorKey } from './testing/market-actors.ts';
import { STAGE, STATUS } from './testing/market-views.ts';
import { keyOf, TREASURY } from './testing/test-keys.ts';
import { RESERVE_RAO } from './testing/market-world.ts';
import { settlementModel } from './testing/settlement-model.ts';

const { world, scene, start } = await freshScene();

const owedTo = {
  miner: (i: number) => scene.owed(minerKey(i).address),
  validator: (i: number) => scene.owed(validatorKey(i).address),
  /** Beside the fee for the opening. */
  treasury: async () => (await scene.owed(TREASURY.address)) - OPENING_FEE_RAO,
  requester: () => scene.owed(REQUESTER.address)
};
const openAll = async (miners: number) => {
  for (let i = 0; i < miners; i++) await scene.must(scene.anyone('openPackage', [0n, BigInt(i), packageKeyOf(i)]));
};

describe('70/25/5', () => {
  test('one miner, three validators that agree', async () => {
    await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n }, 100n * TAO + 7n);
    await scene.submit(1);
    await scene.settleWith([[500_000], [500_000], [500_000]]);
    expect((await scene.request()).stage).toBe(STAGE.settled);
    expect(await owedTo.miner(0)).toBe(0n);
    await openAll(1);
    // 100,000,000,007 rao: 70 % floored, a third of the floored 25 % each, and the treasury has the rest.
    expect(await owedTo.miner(0)).toBe(70_000_000_004n);
    expect(await owedTo.validator(0)).toBe(8_333_333_333n);
    expect(await owedTo.treasury()).toBe(100_000_000_007n - 70_000_000_004n - 3n * 8_333_333_333n);
    expect(await owedTo.requester()).toBe(0n);
  });

  test('miners share by score above the threshold', async () => {
    await scene.begin([100, 100, 100], 3, { submissionDepositRao: 0n, thresholdPpm: 100_000 });
    await scene.submit(3);
    // Weights: score - threshold + 1.
    const row = [299_999, 199_999, 99_999];
    await scene.settleWith([row, row, row]);
    await openAll(2);
    expect(await owedTo.miner(0)).toBe((70n * TAO * 200_000n) / 300_000n);
    expect(await owedTo.miner(1)).toBe((70n * TAO * 100_000n) / 300_000n);
    expect(await scene.anyone('openPackage', [0n, 2n, packageKeyOf(2)])).toMatchObject({ error: 'WrongStatus' });
    expect((await scene.submissions()).map(({ status }) => status)).toEqual([
      STATUS.opened,
      STATUS.opened,
      STATUS.failed
    ]);
  });

  test('a drawn validator earns twice what a volunteer earns, and one that came late earns less', async () => {
    await scene.begin([100, 100, 100, 100, 100], 1, { submissionDepositRao: 0n });
    await scene.submit(1);
    await scene.seat();
    const begin = world.block;
    const drawn = scene.seatsOf((await scene.submissions())[0]!.assigned);
    expect(drawn).toHaveLength(3);
    const free = [0, 1, 2, 3, 4].filter((seat) => !drawn.includes(seat));
    const early = [drawn[0]!, drawn[1]!, free[0]!, free[1]!];
    for (const seat of early) await scene.must(scene.commitScores(0n, seat, [500_000]));
    world.block = begin + 20n;
    await scene.must(scene.commitScores(0n, drawn[2]!, [500_000]));
    world.block += 1n;
    for (let seat = 0; seat < 5; seat++) await scene.must(scene.revealScores(0n, seat, [500_000]));
    await scene.endChallenges();
    await scene.must(scene.settle());
    const unit = (25n * TAO) / 7n;
    expect(await owedTo.validator(drawn[0]!)).toBe((25n * TAO * 2n) / 7n);
    expect(await owedTo.validator(free[0]!)).toBe(unit);
    expect(await owedTo.validator(drawn[2]!)).toBe(unit);
  });

  test('bonuses come from the treasury alone, and are scaled down where it cannot pay them', async () => {
    const terms = {
      submissionDepositRao: 0n,
      earlyBonusPpm: 40_000,
      earlyBlocks: 20,
      founderBonusPpm: 20_000,
      founderSeats: 1
    };
    const row = [500_000, 500_000];
    const run = async (changes: object) => {
      start();
      await scene.begin([100, 100, 100], 2, { ...terms, ...changes });
      await scene.must(scene.commit(0n, 0));
      world.block += 10n;
      await scene.must(scene.commit(0n, 1));
      world.block += 11n;
      for (const i of [0, 1]) await scene.must(scene.reveal(0n, i));
      world.block += 10n;
      await scene.settleWith([row, row, row]);
      await openAll(2);
      return { miners: [await owedTo.miner(0), await owedTo.miner(1)], treasury: await owedTo.treasury() };
    };
    // 4 % at the opening and 2 % for the first founder; 2 % half way. The 25 TAO of the validators leave 1 rao of dust.
    expect(await run({})).toEqual({
      miners: [35n * TAO + (35n * TAO * 6n) / 100n, 35n * TAO + (35n * TAO * 2n) / 100n],
      treasury: 5n * TAO - (35n * TAO * 8n) / 100n + 1n
    });
    // Ten times as much is asked for: 60 and 20 parts of the treasury's 5 TAO.
    expect(await run({ earlyBonusPpm: 400_000, founderBonusPpm: 200_000 })).toEqual({
      miners: [35n * TAO + (5n * TAO * 3n) / 4n, 35n * TAO + (5n * TAO) / 4n],
      treasury: 1n
    });
  });

  test('the founders are the first hotkeys that passed in this market, over all its requests', async () => {
    const terms = { submissionDepositRao: 0n, founderBonusPpm: 20_000, founderSeats: 1 };
    await scene.begin([100, 100, 100], 2, terms);
    await scene.submit(1);
    await scene.settleWith([[500_000], [500_000], [500_000]]);
    expect(await world.view('founderRank', [minerKey(0).publicKey])).toBe(1n);
    expect((await scene.submissions())[0]!.bonusPpm).toBe(20_000);
    expect(await world.view('founderRank', [minerKey(1).publicKey])).toBe(0n);
  });
});

describe('deposits', () => {
  test("come back with the reveal; one that is not revealed is the treasury's", async () => {
    await scene.begin([100, 100, 100], 2);
    for (const i of [0, 1]) await scene.must(scene.commit(0n, i));
    world.block += 21n;
    await scene.must(scene.reveal(0n, 0));
    expect(await owedTo.miner(0)).toBe(1_000_000n);
    world.block += 10n;
    await scene.settleWith([
      [500_000, NO_SCORE],
      [500_000, NO_SCORE],
      [500_000, NO_SCORE]
    ]);
    expect(await owedTo.miner(1)).toBe(0n);
    expect(await owedTo.treasury()).toBe(5n * TAO + 1n + 1_000_000n);
    expect((await scene.submissions())[1]!.status).toBe(STATUS.sealed);
  });

  test('of equal packages the earliest commit counts, whatever the order of the reveals', async () => {
    await scene.begin([100, 100, 100], 3, { submissionDepositRao: 0n });
    for (const i of [0, 1, 2]) await scene.must(scene.commit(0n, i, 'same'));
    world.block += 21n;
    for (const i of [1, 2, 0]) await scene.must(scene.reveal(0n, i, i, 'same'));
    expect((await scene.submissions()).map(({ status }) => status)).toEqual([
      STATUS.revealed,
      STATUS.duplicate,
      STATUS.duplicate
    ]);
    world.block += 10n;
    const row = [500_000, 900_000, 900_000];
    await scene.settleWith([row, row, row]);
    await openAll(1);
    expect([await owedTo.miner(0), await owedTo.miner(1), await owedTo.miner(2)]).toEqual([70n * TAO, 0n, 0n]);
  });
});

describe('the whole bounty goes back', () => {
  const refunded = async () => {
    expect((await scene.request()).stage).toBe(STAGE.refunded);
    expect(await owedTo.requester()).toBe(100n * TAO);
    expect(await owedTo.validator(0)).toBe(0n);
    expect(await scene.settle()).toMatchObject({ error: 'WrongStage' });
  };

  test('when nothing passes, and every bond is free again', async () => {
    await scene.begin([100, 100, 100], 1);
    await scene.submit(1);
    await scene.settleWith([[50_000], [50_000], [50_000]]);
    await refunded();
    expect(await scene.bondOf(validatorKey(0).address)).toMatchObject({ activeRao: 10n * TAO, lockedRao: 0n });
  });

  test('when nobody submits or nobody reveals', async () => {
    await scene.begin([100, 100, 100], 1);
    await scene.must(scene.commit(0n, 0));
    world.block += 30n;
    expect(await scene.settle()).toMatchObject({ error: 'TooEarly' });
    world.block += 1n;
    await scene.must(scene.settle());
    await refunded();
    expect(await owedTo.treasury()).toBe(1_000_000n);
  });

  test('when there is no validator, or too few for the quorum', async () => {
    await scene.begin([100, 100], 1);
    world.neurons[0]!.permit = false;
    await scene.submit(1);
    expect(await scene.draw(0n)).toMatchObject({ error: 'TooFewElectors' });
    world.block += 7200n;
    await scene.must(scene.settle());
    await refunded();
  });

  test('when no validator scores', async () => {
    await scene.begin([100, 100, 100], 1);
    await scene.submit(1);
    await scene.settleWith([undefined, undefined, undefined]);
    await refunded();
  });

  test('when the seed is missed until it is too late', async () => {
    await scene.begin([100, 100, 100], 1);
    await scene.submit(1);
    await scene.must(scene.anyone('snapshot', [0n]));
    world.block += 300n;
    const missed = await scene.must(scene.anyone('draw', [0n, 64n]));
    expect(missed.events.map(({ name }) => name)).toEqual(['SeedMissed']);
    expect((await scene.request()).seedBlock).toBe(world.block + 4n);
    world.block += 7000n;
    await scene.must(scene.settle());
    await refunded();
  });
});

test('a requester who disappears stops nothing: strangers drive everything, one step a call', async () => {
  await scene.begin([100, 100, 100], 2);
  await scene.submit(2);
  await scene.must(scene.anyone('snapshot', [0n]));
  world.block += 5n;
  for (const _ of [0, 1]) await scene.must(scene.anyone('draw', [0n, 1n]));
  const row = [500_000, 600_000];
  await scene.score([row, row, row]);
  await scene.endChallenges();
  let steps = 0;
  while ((await scene.request()).stage < STAGE.settled) {
    await scene.must(scene.settle(1n));
    steps++;
  }
  expect(steps).toBe(2 + 1 + 3);
  await openAll(2);
  expect((await owedTo.miner(0)) + (await owedTo.miner(1))).toBe(70n * TAO - 1n + 2_000_000n);
});

test('claims pay native accounts through 0x800 or the mirror, once, and the reserve stays', async () => {
  await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n });
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000]]);
  await openAll(1);
  const payTo = minerKey(77).publicKey;
  await scene.must(world.call(minerKey(0).address, 'claim', [payTo]));
  expect(world.paid.get(payTo)).toBe(70n * TAO);
  expect(await world.call(minerKey(0).address, 'claim', [payTo])).toMatchObject({ error: 'NothingOwed' });
  const before = await world.balanceRao(validatorKey(0).address);
  await scene.must(world.call(validatorKey(0).address, 'claimToMirror', []));
  expect((await world.balanceRao(validatorKey(0).address)) - before).toBe(8_333_333_333n);
  for (const key of [validatorKey(1), validatorKey(2), TREASURY])
    await scene.must(world.call(key.address, 'claim', [key.publicKey]));
  expect(await world.balanceRao()).toBe(30n * TAO + RESERVE_RAO);
});

const scoreArb = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 480_000, max: 520_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1_000_000, NO_SCORE, 99_999, 100_000) }
);
const requestArb = fc.integer({ min: 1, max: 5 }).chain((miners) =>
  fc.record({
    bountyRao: fc.bigInt({ min: 1_000_000n, max: 21_000_000n * TAO }),
    terms: fc.record({
      thresholdPpm: fc.constantFrom(0, 100_000, 500_000),
      outlierFloorPpm: fc.constantFrom(1_000, 20_000, 200_000),
      maxSpreadPpm: fc.constantFrom(10_000, 1_000_000),
      quorum: fc.integer({ min: 1, max: 3 }),
      earlyBonusPpm: fc.integer({ min: 0, max: 200_000 }),
      earlyBlocks: fc.integer({ min: 0, max: 30 }),
      founderBonusPpm: fc.integer({ min: 0, max: 100_000 }),
      founderSeats: fc.integer({ min: 0, max: 3 }),
      absolutePayout: fc.boolean(),
      coldkeyCapPpm: fc.constantFrom(100_000, 400_000, 700_000, 1_000_000),
      earlyValidatorPpm: fc.constantFrom(0, 100_000, 1_000_000),
      earlyValidatorSeats: fc.integer({ min: 0, max: 4 })
    }),
    /** Who owns each miner. */
    owners: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: miners, maxLength: miners }),
    ages: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: miners, maxLength: miners }),
    seats: fc.array(
      fc.record({
        tao: fc.oneof(fc.constant(1), fc.double({ min: 1e-9, max: 1e6, noNaN: true })),
        late: fc.integer({ min: 0, max: 20 }),
        scores: fc.option(fc.array(scoreArb, { minLength: miners, maxLength: miners }), { nil: undefined, freq: 6 })
      }),
      { minLength: 3, maxLength: 6 }
    )
  })
);

test('random requests are settled as the formulas say', { timeout: 120_000 }, async () => {
  let settled = 0;
  await fc.assert(
    fc.asyncProperty(requestArb, async ({ bountyRao, terms, owners, ages, seats }) => {
      start();
      const opened = world.block;
      await scene.begin(
        seats.map(({ tao }) => tao),
        ages.length,
        {
          ...terms,
          submissionDepositRao: 0n,
          validatorBondRao: 1_000_000n,
          challengeBondRao: 1_000_000n,
          maxPerColdkey: 5
        },
        bountyRao
      );
      for (const [i, owner] of owners.entries())
        world.neurons[seats.length + i]!.coldkey = keyOf(600 + owner).publicKey;
      for (const [i, age] of ages.entries()) {
        world.block += BigInt(age);
        await scene.must(scene.commit(0n, i));
      }
      world.block = opened + 21n;
      for (const i of ages.keys()) await scene.must(scene.reveal(0n, i));
      world.block += 10n;
      await scene.seat();
      const begin = world.block;
      const order = [...seats.entries()].sort(([, a], [, b]) => a.late - b.late);
      for (const [seat, { late, scores }] of order) {
        world.block = begin + BigInt(late);
        if (scores) await scene.must(scene.commitScores(0n, seat, scores));
      }
      world.block = (await scene.ends()).scoreCommit + 1n;
      for (const [seat, { scores }] of seats.entries())
        if (scores) await scene.must(scene.revealScores(0n, seat, scores));
      await scene.endChallenges();
      while ((await scene.request()).stage < STAGE.settled) await scene.must(scene.settle(4n));

      const [submissions, electors, request] = [
        await scene.submissions(),
        await scene.electors(),
        await scene.request()
      ];
      const expected = settlementModel({
        bountyRao,
        ...terms,
        scoreCommitBlocks: 20,
        seats: seats.map(({ late, scores }, i) => ({ stakeRao: electors[i]!.stakeRao, lateBlocks: late, scores })),
        submissions: submissions.map(({ assigned, excluded, committedBlock, coldkey }) => ({
          coldkey,
          assigned,
          excluded,
          ageBlocks: Number(committedBlock - opened)
        }))
      });
      if (expected.settled) settled++;
      expect(request.stage).toBe(expected.settled ? STAGE.settled : STAGE.refunded);
      expect(
        submissions.map(({ medianPpm, spreadPpm, outliers, shareRao, status }) => ({
          medianPpm,
          spreadPpm,
          passes: status === STATUS.passed,
          outliers,
          shareRao
        }))
      ).toEqual(expected.tallies);
      expect(electors.map(({ points }) => points)).toEqual(expected.points);
      for (const seat of seats.keys()) expect(await owedTo.validator(seat)).toBe(expected.validatorsRao[seat]);
      expect(await owedTo.treasury()).toBe(expected.treasuryRao);
      expect(await owedTo.requester()).toBe(expected.refundRao);
      const shares = expected.tallies.reduce((sum, { shareRao }) => sum + shareRao, 0n);
      expect(request.escrowRao).toBe(shares);
    }),
    { numRuns: 60, seed: 5 }
  );
  expect(settled).toBeGreaterThan(15);
});
