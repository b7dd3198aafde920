// Who has a seat, who must score, and what many scores say together.
import { describe, expect, test } from 'vitest';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { freshScene } from './testing/fresh-scene.ts';
import { minerKey, someTerms, TAO, validatorKey, type TermsInput } from './testing/market-actors.ts';
import { STATUS } from './testing/market-views.ts';
import { keyOf } from './testing/test-keys.ts';

const { world, scene, start } = await freshScene();

/** One submission, one score a validator; its tally. */
async function tally(votes: [tao: number, score: number | undefined][], terms: Partial<TermsInput> = {}) {
  await scene.begin(
    votes.map(([tao]) => tao),
    1,
    { quorum: 1, ...terms }
  );
  await scene.submit(1);
  await scene.settleWith(votes.map(([, score]) => (score === undefined ? undefined : [score])));
  return (await scene.submissions())[0]!;
}

describe('the median', () => {
  test.each<[string, [number, number | undefined][], number]>([
    [
      'of three equal stakes is the one in the middle',
      [
        [1, 300_000],
        [1, 310_000],
        [1, 900_000]
      ],
      310_000
    ],
    [
      'of an even number of equal stakes is the lower one',
      [
        [1, 300_000],
        [1, 310_000]
      ],
      300_000
    ],
    [
      'goes where half of the stake is',
      [
        [10, 300_000],
        [1, 310_000],
        [1, 320_000]
      ],
      300_000
    ],
    [
      'does not count heads',
      [
        [1, 500_000],
        [1, 500_000],
        [1, 500_000],
        [4, 400_000]
      ],
      400_000
    ],
    [
      'of exactly half is the lower side',
      [
        [2, 400_000],
        [1, 500_000],
        [1, 500_000]
      ],
      400_000
    ],
    ['of one validator is its score', [[5, 420_000]], 420_000],
    [
      'leaves out who has no score',
      [
        [2, NO_SCORE],
        [1, 300_000],
        [1, 300_000]
      ],
      300_000
    ],
    [
      'leaves out who stays away',
      [
        [2, undefined],
        [1, 300_000],
        [1, 300_000]
      ],
      300_000
    ]
  ])('%s', async (_, votes, median) => {
    expect(await tally(votes, { maxSpreadPpm: 1_000_000 })).toMatchObject({ medianPpm: median, status: STATUS.passed });
  });
});

describe('a submission does not pass', () => {
  test.each<[string, [number, number | undefined][], Partial<TermsInput>]>([
    [
      'below the threshold',
      [
        [1, 99_999],
        [1, 99_999]
      ],
      {}
    ],
    [
      'with a median of 0, even without a threshold',
      [
        [1, 0],
        [1, 0]
      ],
      { thresholdPpm: 0 }
    ],
    [
      'with a spread too wide',
      [
        [1, 500_000],
        [1, 900_000],
        [1, 100_000]
      ],
      { maxSpreadPpm: 399_999 }
    ],
    [
      'with fewer scores than the quorum',
      [
        [100, 500_000],
        [1, undefined],
        [1, NO_SCORE]
      ],
      { quorum: 2 }
    ],
    [
      'with scores of less than half of the stake, however many heads they are',
      [
        [4, NO_SCORE],
        [1, 500_000],
        [1, 500_000],
        [1, 500_000]
      ],
      { assignedPerSubmission: 16 }
    ],
    [
      'with scores of half of those drawn for it, however much stake they have',
      [
        [9, 500_000],
        [9, 500_000],
        [1, undefined],
        [1, NO_SCORE]
      ],
      { assignedPerSubmission: 16 }
    ],
    [
      'without any score',
      [
        [1, NO_SCORE],
        [1, NO_SCORE]
      ],
      {}
    ]
  ])('%s', async (_, votes, terms) => {
    expect((await tally(votes, terms)).status).toBe(STATUS.failed);
  });

  test('but passes at the threshold, and with the widest spread that is allowed', async () => {
    expect(
      (
        await tally([
          [1, 100_000],
          [1, 100_000]
        ])
      ).status
    ).toBe(STATUS.passed);
    start();
    const wide = await tally(
      [
        [1, 500_000],
        [1, 900_000],
        [1, 100_000]
      ],
      { maxSpreadPpm: 400_000 }
    );
    expect(wide).toMatchObject({ status: STATUS.passed, spreadPpm: 400_000 });
  });
});

describe('outliers', () => {
  test('lose their points for that submission and nothing else: 4.448 times the spread is tolerated', async () => {
    const votes: [number, number][] = [
      [1, 480_000],
      [1, 490_000],
      [1, 500_000],
      [1, 510_000],
      [1, 544_481]
    ];
    // Median 500,000, spread 10,000, tolerance 44,480.
    expect(await tally(votes, { outlierFloorPpm: 1_000 })).toMatchObject({ spreadPpm: 10_000, outliers: 0b10000n });
    const electors = await scene.electors();
    expect(electors.map(({ points }) => points > 0n)).toEqual([true, true, true, true, false]);
    expect(await scene.bondOf(validatorKey(4).address)).toMatchObject({ activeRao: 10n * TAO, lockedRao: 0n });
    start();
    votes[4] = [1, 544_480];
    expect((await tally(votes, { outlierFloorPpm: 1_000 })).outliers).toBe(0n);
  });

  test('within the floor nobody is one, and the nearer to the median the more points', async () => {
    const { outliers } = await tally([
      [1, 500_000],
      [1, 500_000],
      [1, 500_000],
      [1, 519_999],
      [1, 520_001]
    ]);
    expect(outliers).toBe(0b10000n);
    const points = (await scene.electors()).map(({ points }) => Number(points));
    expect(points[3]! / Math.max(...points)).toBeLessThan(0.0002);
  });

  test('two colluders of five do not move the median, where a mean would follow them', async () => {
    const honest: [number, number][] = [
      [1, 500_000],
      [1, 501_000],
      [1, 502_000]
    ];
    expect(await tally([...honest, [1, 1_000_000], [1, 1_000_000]])).toMatchObject({
      medianPpm: 502_000,
      outliers: 0b11000n
    });
  });
});

describe('seats', () => {
  const seated = async () => (await scene.electors()).map(({ hotkey }) => hotkey.toLowerCase());
  const hotkeys = (...indices: number[]) => indices.map((i) => validatorKey(i).publicKey);

  test('need a permit, stake and a free bond', async () => {
    await scene.begin([100, 100, 0, 100, 100], 1, { quorum: 1 });
    world.neurons[1]!.permit = false;
    await scene.must(world.call(validatorKey(3).address, 'requestWithdrawal', [10n * TAO]));
    await scene.submit(1);
    await scene.seat();
    expect(await seated()).toEqual(hotkeys(0, 4));
  });

  test('weigh stake on the subnet and a part of that on the root', async () => {
    await scene.begin([100, 100], 1);
    world.neurons[1]!.rootRao = 50n * TAO;
    await scene.submit(1);
    await scene.seat();
    expect((await scene.electors()).map(({ stakeRao }) => stakeRao)).toEqual([100n * TAO, 109n * TAO]);
  });

  test('are one an account: hotkeys with the same first 20 bytes have one bond and one seat, that of most stake', async () => {
    await scene.begin([100, 100, 100, 100], 1);
    const account = validatorKey(0).address;
    for (const [uid, alphaRao] of [
      [2, 50n],
      [3, 200n]
    ] as const)
      Object.assign(world.neurons[uid]!, {
        hotkey: `${account}${String(uid).padStart(24, '0')}`,
        alphaRao: alphaRao * TAO
      });
    await scene.submit(1);
    await scene.seat();
    expect(await seated()).toEqual([world.neurons[3]!.hotkey, validatorKey(1).publicKey]);
    expect((await scene.electors()).map(({ stakeRao }) => stakeRao)).toEqual([200n * TAO, 100n * TAO]);
  });

  test('go by the bond that is held: cheap requests that lock it push nobody out of a dear one', async () => {
    await scene.begin([100, 100, 100], 1, { validatorBondRao: 10n * TAO, challengeBondRao: 10n * TAO });
    await scene.submit(1);
    await scene.seat();
    for (const seat of [0, 1, 2]) await scene.must(scene.commitScores(0n, seat, [500_000]));
    await scene.must(scene.open(someTerms(world)));
    await scene.must(scene.commit(1n, 0));
    world.block += 21n;
    await scene.must(scene.reveal(1n, 0));
    world.block += 10n;
    await scene.must(scene.draw(1n));
    expect(await scene.electors(1n)).toHaveLength(3);
    expect(await scene.commitScores(1n, 0, [500_000])).toMatchObject({ error: 'BondTooSmall' });
  });

  test('keep the stake of the block of the snapshot', async () => {
    await scene.begin([100, 100], 1);
    await scene.submit(1);
    await scene.must(scene.anyone('snapshot', [0n]));
    world.neurons[0]!.alphaRao = 900n * TAO;
    world.neurons[1]!.permit = false;
    world.block += 5n;
    await scene.must(scene.anyone('draw', [0n, 64n]));
    expect((await scene.electors()).map(({ stakeRao }) => stakeRao)).toEqual([100n * TAO, 100n * TAO]);
  });

  test('are 64 at most, for those with most stake', async () => {
    await scene.begin(
      Array.from({ length: 66 }, (_, i) => (i === 10 || i === 20 ? 1 : 2 + i)),
      1
    );
    await scene.submit(1);
    await scene.seat();
    const names = await seated();
    expect(names).toHaveLength(64);
    expect(names).not.toContain(validatorKey(10).publicKey);
    expect(names).not.toContain(validatorKey(20).publicKey);
  });

  test('are not given to fewer than the quorum', async () => {
    await scene.begin([100, 100, 100], 1, { quorum: 3 });
    await scene.must(world.call(validatorKey(2).address, 'requestWithdrawal', [10n * TAO]));
    await scene.submit(1);
    expect(await scene.draw(0n)).toMatchObject({ error: 'TooFewElectors', errorArgs: [2n, 3n] });
    await scene.must(world.call(validatorKey(2).address, 'depositBond', [], TAO));
    await scene.seat();
    expect(await seated()).toHaveLength(3);
  });
});

describe('the draw', () => {
  test('takes three where three exist, and all where fewer do', async () => {
    for (const [validators, drawn] of [
      [1, 1],
      [2, 2],
      [3, 3],
      [8, 3]
    ] as const) {
      start();
      await scene.begin(
        Array.from({ length: validators }, () => 10),
        1,
        { quorum: 1 }
      );
      await scene.submit(1);
      await scene.seat();
      expect(scene.seatsOf((await scene.submissions())[0]!.assigned)).toHaveLength(drawn);
    }
  });

  test('has one outcome, whoever calls it, when, and in how many steps', async () => {
    await scene.begin([50, 40, 30, 20, 10], 3);
    await scene.submit(3);
    await scene.must(scene.anyone('snapshot', [0n]));
    world.block += 5n;
    const seeded = world.remember();
    const assigned = async () => (await scene.submissions()).map((submission) => submission.assigned);
    await scene.must(scene.anyone('draw', [0n, 64n]));
    const atOnce = await assigned();
    seeded();
    world.block += 100n;
    for (let i = 0; i < 3; i++) await scene.must(world.call(validatorKey(i).address, 'draw', [0n, 1n]));
    expect(await assigned()).toEqual(atOnce);
  });

  test('excludes those related to the submission, whose scores are ignored', async () => {
    await scene.begin([100, 100, 100, 100], 1, { quorum: 1 });
    world.neurons[4]!.coldkey = keyOf(501).publicKey;
    await scene.submit(1);
    await scene.settleWith([[500_000], [900_000], [500_000], [500_000]]);
    const [submission] = await scene.submissions();
    expect(submission).toMatchObject({ excluded: 0b0010n, medianPpm: 500_000, outliers: 0n });
    expect(scene.seatsOf(submission!.assigned)).toEqual([0, 2, 3]);
    expect((await scene.electors())[1]!.points).toBe(0n);
  });

  test('follows stake: a validator with nine tenths of it is drawn nearly always, one with little seldom', async () => {
    await scene.begin([900, 20, 20, 20, 20, 20], 16);
    await scene.submit(16);
    await scene.seat();
    const counts = [0, 0, 0, 0, 0, 0];
    for (const { assigned } of await scene.submissions()) for (const seat of scene.seatsOf(assigned)) counts[seat]!++;
    expect(counts.reduce((sum, count) => sum + count)).toBe(48);
    expect(counts[0]).toBeGreaterThanOrEqual(15);
    expect(Math.max(...counts.slice(1))).toBeLessThan(16);
  });
});

describe('junk', () => {
  test('a coldkey has as many places as the terms say, a hotkey one', async () => {
    await scene.begin([100], 4, { maxPerColdkey: 2, quorum: 1 });
    for (const i of [1, 2, 3]) world.neurons[1 + i]!.coldkey = keyOf(600).publicKey;
    await scene.must(scene.commit(0n, 0));
    expect(await scene.commit(0n, 0)).toMatchObject({ error: 'AlreadyDone' });
    await scene.must(scene.commit(0n, 1));
    expect(await scene.commit(0n, 2)).toMatchObject({ error: 'LimitReached' });
  });

  test('a request has 64 places; a full one is drawn and settled', { timeout: 60_000 }, async () => {
    await scene.begin([100, 100, 100], 65, { submissionDepositRao: 0n });
    for (let i = 0; i < 64; i++) await scene.must(scene.commit(0n, i));
    expect(await scene.commit(0n, 64)).toMatchObject({ error: 'LimitReached' });
    world.block += 21n;
    for (let i = 0; i < 64; i++) await scene.must(scene.reveal(0n, i));
    world.block += 10n;
    const row = Array.from({ length: 64 }, (_, i) => 500_000 + i);
    await scene.settleWith([row, row, row]);
    const submissions = await scene.submissions();
    expect(submissions.map(({ medianPpm }) => medianPpm)).toEqual(row);
    expect(submissions.every(({ shareRao }) => shareRao > TAO)).toBe(true);
  });

  test('a copied commitment is worth nothing to another hotkey', async () => {
    await scene.begin([100], 2, { quorum: 1 });
    await scene.must(scene.commit(0n, 0));
    const [{ commitment }] = (await world.view<{ commitment: string }[]>('getSubmissions', [0n])) as [
      { commitment: string }
    ];
    const copier = minerKey(1).address;
    await scene.must(world.call(copier, 'commitSubmission', [0n, 2, commitment, 'sealed-0', []], 1_000_000n));
    world.block += 21n;
    expect(await scene.reveal(0n, 1, 1, 'plain-0')).toMatchObject({ error: 'CommitmentMismatch' });
  });

  test('scores are revealed as they were committed', async () => {
    await scene.begin([100, 100, 100], 1);
    await scene.submit(1);
    await scene.seat();
    await scene.must(scene.commitScores(0n, 0, [500_000]));
    await scene.must(scene.commitScores(0n, 1, [1_000_001]));
    world.block += 21n;
    expect(await scene.revealScores(0n, 0, [500_001])).toMatchObject({ error: 'CommitmentMismatch' });
    expect(await scene.revealScores(0n, 0, [500_000, 1])).toMatchObject({ error: 'InvalidScore' });
    expect(await scene.revealScores(0n, 1, [1_000_001])).toMatchObject({ error: 'InvalidScore' });
    expect(await scene.revealScores(0n, 2, [500_000])).toMatchObject({ error: 'CommitmentMismatch' });
    await scene.must(scene.revealScores(0n, 0, [500_000]));
    expect(await scene.revealScores(0n, 0, [500_000])).toMatchObject({ error: 'AlreadyDone' });
    expect(await world.view('getScores', [0n, 0n])).toEqual([500_000]);
    expect(await world.view('getScores', [0n, 1n])).toEqual([NO_SCORE]);
  });
});
