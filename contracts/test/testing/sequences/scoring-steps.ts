// Calls of seats with their scores, as a random sequence makes them.
import { scoresCommitment } from '#lib/chain/market/market-commitments.ts';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { saltOf } from '../market-actors.ts';
import type { MarketWorld } from '../market-world.ts';
import { commitmentPlace } from './commitment-place.ts';
import type { Random } from './random.ts';
import { EVERYBODY } from './sequence-actors.ts';
import type { KnownRequest, Step } from './sequence-state.ts';

export function scoresStep(random: Random, world: MarketWorld, id: bigint, request: KnownRequest, seat: number): Step {
  const key = EVERYBODY[request.seats[seat] ?? 0]!;
  const usual = random.chance(0.2) ? 100_000 + random.below(900_001) : 500_000;
  const others = [505_000, 700_000, 0, 1_000_000, NO_SCORE, random.below(1_000_001)];
  const scores = request.commits.map(() => (random.chance(0.88) ? usual : random.pick(others)));
  const commitment = scoresCommitment(commitmentPlace(world, id, request.hotkeys[seat]), {
    scoresPpm: scores,
    reportsCid: 'reports',
    salt: saltOf('scores')
  });
  return {
    from: key.address,
    name: 'commitScores',
    args: [id, BigInt(seat), commitment],
    rao: 0n,
    then: (market) => (market.requests[Number(id)]!.scores[seat] = scores)
  };
}

export function revealScoresStep(id: bigint, request: KnownRequest, seat: number): Step {
  return {
    from: EVERYBODY[request.seats[seat] ?? 0]!.address,
    name: 'revealScores',
    args: [id, BigInt(seat), request.scores[seat] ?? [], 'reports', saltOf('scores')],
    rao: 0n
  };
}
