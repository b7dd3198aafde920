// Calls about a challenge, from the drawing of its jury to its end, as a random sequence makes them.
import { verdictCommitment } from '#lib/chain/market/market-commitments.ts';
import { APPEAL_BONDS } from '#lib/core/market/market-constants.ts';
import { saltOf } from '../market-actors.ts';
import type { MarketWorld } from '../market-world.ts';
import { commitmentPlace } from './commitment-place.ts';
import type { Random } from './random.ts';
import { EVERYBODY } from './sequence-actors.ts';
import type { KnownChallenge, KnownRequest, Step } from './sequence-state.ts';

export function juryStep(random: Random, world: MarketWorld, id: bigint, request: KnownRequest, number: number): Step {
  const challenge = request.challenges[number]!;
  const any = (name: string): Step => ({
    from: random.pick(EVERYBODY).address,
    name,
    args: [id, BigInt(number)],
    rao: 0n
  });
  if (challenge.jurors.length === 0) return any(world.block <= challenge.overBlock ? 'drawJury' : 'resolve');
  const seat = random.pick(challenge.jurors);
  if (world.block <= challenge.commitEndBlock) return verdictStep(random, world, id, request, challenge, number, seat);
  const verdictEnd = challenge.commitEndBlock + BigInt(request.terms.juryBlocks);
  if (world.block > verdictEnd && !challenge.isAppeal && random.chance(0.5))
    return {
      ...any('appeal'),
      from: random.chance(0.5) ? challenge.challenger : EVERYBODY[request.seats[challenge.seat] ?? 0]!.address,
      rao: APPEAL_BONDS * request.terms.challengeBondRao
    };
  if (world.block > verdictEnd || random.chance(0.3)) return any('resolve');
  const committed = challenge.verdicts.find(([juror]) => juror === seat);
  const args = [id, BigInt(number), BigInt(seat), committed?.[1] ?? 0, 'report', saltOf('verdict')];
  return { from: EVERYBODY[request.seats[seat] ?? 0]!.address, name: 'revealVerdict', args, rao: 0n };
}

function verdictStep(
  random: Random,
  world: MarketWorld,
  id: bigint,
  request: KnownRequest,
  challenge: KnownChallenge,
  number: number,
  seat: number
): Step {
  const key = EVERYBODY[request.seats[seat] ?? 0]!;
  const reported = request.scores[challenge.seat]?.[challenge.index] ?? 500_000;
  const scorePpm = random.pick([500_000, 500_000, 500_000, 0, Math.min(reported, 1_000_000), random.below(1_000_001)]);
  const verdict = { challengeId: BigInt(number), scorePpm, reportCid: 'report', salt: saltOf('verdict') };
  return {
    from: key.address,
    name: 'commitVerdict',
    args: [
      id,
      BigInt(number),
      BigInt(seat),
      verdictCommitment(commitmentPlace(world, id, request.hotkeys[seat]), verdict)
    ],
    rao: 0n,
    then: (market) => market.requests[Number(id)]!.challenges[number]!.verdicts.push([seat, scorePpm])
  };
}
