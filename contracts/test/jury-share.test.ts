// Whoever stays away on purpose gains no seat on a jury by it: tickets follow the stake of everybody who may judge, whoever
// has scored. And the attack that this stops, from end to end.
import { describe, expect, test } from 'vitest';
import { keccak256, numberToHex } from 'viem';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { freshScene } from './testing/fresh-scene.ts';
import { drawTickets, jurySeed, seatAt, unpackTickets } from './testing/jury-model.ts';
import { minerKey, OUTSIDER, packageKeyOf, REQUESTER, TAO, validatorKey } from './testing/market-actors.ts';
import { CHALLENGE, STAGE, STATUS } from './testing/market-views.ts';

const { world, scene } = await freshScene();

describe('in the model', () => {
  /** Of all points that a ticket can fall on, those of these seats. */
  const shareOf = (seats: readonly number[], weights: readonly number[]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const drawn = Array.from({ length: total }, (_, point) => seatAt(BigInt(point), weights.map(BigInt)));
    return drawn.filter((seat) => seats.includes(seat)).length / total;
  };

  test.each([[[20, 10, 5, 100, 60, 30]], [[1, 1, 1, 1, 1, 1]], [[0, 3, 0, 7, 0, 1]], [[49, 1, 0, 50, 0, 0]]])(
    'the expected part of the tickets is the part of the stake: %j',
    (weights) => {
      const all = weights.map((_, seat) => seat);
      for (let attacker = 0; attacker < 2 ** weights.length; attacker++) {
        const seats = all.filter((seat) => (attacker >> seat) & 1);
        const stake = seats.reduce((sum, seat) => sum + weights[seat]!, 0);
        expect(shareOf(seats, weights)).toBe(stake / weights.reduce((sum, weight) => sum + weight, 0));
      }
    }
  );

  test('splitting a stake over more seats draws no more tickets', () => {
    expect(shareOf([0], [30, 70])).toBe(shareOf([0, 1, 2], [10, 15, 5, 70]));
  });

  test('many seeds come to the expectation', () => {
    const weights = [20n, 10n, 5n, 100n, 60n, 30n];
    const drawn = Array.from({ length: 1000 }, (_, i) => drawTickets(keccak256(numberToHex(i)), weights, 3)).flat();
    const share = drawn.filter((seat) => seat < 3).length / drawn.length;
    // Three standard deviations of 3,000 tickets.
    expect(Math.abs(share - 35 / 225)).toBeLessThan(3 * Math.sqrt((35 / 225) * (190 / 225)) * (1 / Math.sqrt(3000)));
  });
});

describe('on the contract', () => {
  const ATTACKERS = [0, 1, 2];
  const HONEST = [3, 4, 5, 6];
  const ACCUSED = 3;
  const STAKES = [20, 10, 5, 100, 60, 30, 7];
  type Part = 'scores' | 'gives no score' | 'commits alone' | 'stays away';
  const PARTS: Part[] = ['scores', 'gives no score', 'commits alone', 'stays away'];
  const row = (part: Part) => (part === 'scores' ? [500_000] : part === 'gives no score' ? [NO_SCORE] : undefined);

  /** What everybody does with the submission, up to the window for challenges. */
  async function act(partOf: (seat: number) => Part): Promise<void> {
    const seats = STAKES.map((_, seat) => seat);
    for (const seat of seats)
      if (partOf(seat) !== 'stays away') await scene.must(scene.commitScores(0n, seat, row(partOf(seat)) ?? [500_000]));
    world.block = (await scene.ends()).scoreCommit + 1n;
    for (const seat of seats) {
      const scores = row(partOf(seat));
      if (scores) await scene.must(scene.revealScores(0n, seat, scores));
    }
    world.block = (await scene.ends()).scoreReveal + 1n;
  }

  /** Every ticket is the model's, which knows stakes and nothing of who has scored. */
  async function expectTicketsByStake(weights: bigint[], later: bigint): Promise<number[]> {
    world.block += later;
    await scene.must(scene.challenge(0n, 0, ACCUSED));
    const seedBlock = world.block + 4n;
    world.block += 5n;
    await scene.must(scene.anyone('drawJury', [0n, 0n]));
    const tickets = unpackTickets((await scene.challenges())[0]!.tickets);
    expect(tickets).toEqual(drawTickets(jurySeed(seedBlock, 0n, 0n), weights, 3));
    return tickets;
  }

  test('for every pattern of abstention and commitment the tickets are drawn by the eligible stake alone', async () => {
    await scene.begin(STAKES, 1, { submissionDepositRao: 0n, quorum: 1 });
    await scene.submit(1);
    await scene.seat();
    const seated = world.remember();
    const weights = STAKES.map((tao, seat) => (seat === ACCUSED ? 0n : BigInt(tao) * TAO));
    for (let pattern = 0; pattern < 4 ** ATTACKERS.length; pattern += 5)
      for (const others of ['scores', 'stays away'] as const) {
        seated();
        await act((seat) => {
          if (ATTACKERS.includes(seat)) return PARTS[Math.floor(pattern / 4 ** seat) % 4]!;
          return seat === ACCUSED ? 'scores' : others;
        });
        await expectTicketsByStake(weights, BigInt(pattern % 7));
      }
  });

  test('over many blocks as over many patterns', async () => {
    await scene.begin(STAKES, 1, { submissionDepositRao: 0n, quorum: 1, challengeBlocks: 1_000 });
    await scene.submit(1);
    await scene.seat();
    await act((seat) => (HONEST.includes(seat) ? 'scores' : 'stays away'));
    const begin = world.remember();
    const weights = STAKES.map((tao, seat) => (seat === ACCUSED ? 0n : BigInt(tao) * TAO));
    const drawn: number[] = [];
    for (let later = 0n; later < 40n; later++) {
      begin();
      drawn.push(...(await expectTicketsByStake(weights, later)));
    }
    const share = drawn.filter((seat) => ATTACKERS.includes(seat)).length / drawn.length;
    const expected = 35 / 132;
    expect(Math.abs(share - expected)).toBeLessThan(3 * Math.sqrt((expected * (1 - expected)) / drawn.length));
  });
});

describe('three seats of 1,000 rao against five of 1,000 TAO', () => {
  const HONEST = [0, 1, 2, 3, 4];
  const DUST = [5, 6, 7];
  const BOND = 10n * TAO;

  test.each<[string, number]>([
    ['give it no score', NO_SCORE],
    ['give it 0', 0]
  ])('take nothing where those who cannot read a package %s', async (_, unreadable) => {
    await scene.begin([1000, 1000, 1000, 1000, 1000, 0.000001, 0.000001, 0.000001], 2, {
      submissionDepositRao: 0n,
      challengeBlocks: 100
    });
    await scene.submit(2);
    await scene.seat();
    // The dust scores only what it alone can read, and so has not scored what it will judge.
    await scene.score([...HONEST.map(() => [500_000, unreadable]), ...DUST.map(() => [NO_SCORE, 1_000_000])]);
    for (const seat of HONEST) await scene.must(scene.challenge(0n, 0, seat));
    world.block += 5n;
    const juries: [bigint, number][] = [];
    for (const id of HONEST.map(BigInt)) {
      await scene.must(scene.anyone('drawJury', [0n, id]));
      const { jurors } = (await scene.challenges())[Number(id)]!;
      for (const seat of scene.seatsOf(jurors)) juries.push([id, seat]);
    }
    for (const [, seat] of juries) expect(DUST).not.toContain(seat);
    for (const seat of DUST) expect(await scene.commitVerdict(0n, 0n, seat, 1)).toMatchObject({ error: 'NotAllowed' });
    for (const [id, seat] of juries) await scene.must(scene.commitVerdict(0n, id, seat, 500_000));
    world.block += 11n;
    for (const [id, seat] of juries) await scene.must(scene.revealVerdict(0n, id, seat, 500_000));
    world.block += 30n;
    for (const id of HONEST.map(BigInt)) await scene.must(scene.anyone('resolve', [0n, id]));
    for (const { status } of await scene.challenges()) expect(status).toBe(CHALLENGE.rejected);
    await scene.endChallenges();
    await scene.must(scene.settle());
    await scene.must(scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)]));

    // The miners' part: all of it where it belongs.
    expect((await scene.request()).stage).toBe(STAGE.settled);
    expect((await scene.submissions()).map(({ status }) => status)).toEqual([STATUS.opened, STATUS.failed]);
    expect(await scene.owed(minerKey(0).address)).toBe(70n * TAO);
    expect(await scene.owed(minerKey(1).address)).toBe(0n);
    // The validators' part and the bonds.
    let earned = 0n;
    for (const seat of HONEST) {
      earned += await scene.owed(validatorKey(seat).address);
      expect(await scene.bondOf(validatorKey(seat).address)).toMatchObject({ activeRao: BOND, lockedRao: 0n });
    }
    expect(earned).toBeGreaterThanOrEqual(25n * TAO);
    for (const seat of DUST) expect(await scene.owed(validatorKey(seat).address)).toBe(0n);
    // What the false challenges cost: their bonds.
    expect(await scene.owed(OUTSIDER.address)).toBe(0n);
    expect(await scene.owed(REQUESTER.address)).toBe(0n);
  });
});
