// A random call to a market: mostly what somebody could sensibly do now, sometimes by the wrong account, with the wrong
// money, or complete nonsense.
import { BENCHMARK, packageKeyOf, REQUESTER, saltOf, TAO, ZERO_WORD } from '../market-actors.ts';
import { TREASURY } from '../test-keys.ts';
import type { MarketWorld } from '../market-world.ts';
import { changeStep } from './change-step.ts';
import { distortStep } from './distort-step.ts';
import { juryStep } from './jury-steps.ts';
import type { Random } from './random.ts';
import { revealScoresStep, scoresStep } from './scoring-steps.ts';
import { EVERYBODY, SUCCESSOR } from './sequence-actors.ts';
import {
  challengeEnd,
  commitEnd,
  revealEnd,
  scoreEnd,
  type KnownMarket,
  type KnownRequest,
  type Step
} from './sequence-state.ts';
import { settledStep } from './settled-steps.ts';
import { commitStep, revealStep } from './submission-steps.ts';

const ADDRESSES = EVERYBODY.map(({ address }) => address);

/** @param stages of the requests, as the market has them. */
export function randomStep(random: Random, world: MarketWorld, market: KnownMarket, stages: number[]): Step {
  const id = random.below(market.requests.length);
  const step = random.chance(0.08)
    ? accountStep(random)
    : requestStep(random, world, BigInt(id), market.requests[id]!, stages[id]!);
  if (random.chance(0.06)) step.from = random.pick(EVERYBODY).address;
  if (random.chance(0.03)) step.rao = random.pick([0n, 1n, TAO, 2n ** 64n]);
  return random.chance(0.08) ? distortStep(random, step, ADDRESSES) : step;
}

function accountStep(random: Random): Step {
  const who = random.pick(EVERYBODY);
  const step = (name: string, args: readonly unknown[] = [], rao = 0n): Step => ({
    from: who.address,
    name,
    args,
    rao
  });
  return random.pick([
    () => step('claim', [random.chance(0.1) ? ZERO_WORD : who.publicKey]),
    () => step('claimToMirror'),
    () => step('depositBond', [], TAO),
    () => step('requestWithdrawal', [random.pick([1n, TAO, 10n * TAO])]),
    () => step('withdrawBond'),
    () => ({ ...step('proposeTreasury', [SUCCESSOR.address]), from: TREASURY.address }),
    () => ({ ...step('acceptTreasury'), from: SUCCESSOR.address })
  ])();
}

function requestStep(random: Random, world: MarketWorld, id: bigint, request: KnownRequest, stage: number): Step {
  const now = world.block;
  const submissions = Math.max(1, request.commits.length);
  const any = (name: string, args: readonly unknown[], rao = 0n): Step => ({
    from: random.pick(EVERYBODY).address,
    name,
    args,
    rao
  });
  const seat = random.below(Math.max(1, request.seats.length));
  const index = random.below(submissions);
  const settle = () => any('settle', [id, BigInt(random.pick([0, 1, 2, 3, 50]))]);
  const junk = () =>
    random.pick([
      () => any('openPackage', [id, BigInt(index), packageKeyOf(index)]),
      () => any('forfeit', [id, BigInt(index)]),
      () => any('snapshot', [id]),
      () => any('draw', [id, 1n]),
      () => any('resolve', [id, 0n]),
      () => any('revealBenchmark', [id, BigInt(seat), BENCHMARK]),
      () => any('refundPurchase', [id, BigInt(index), 0n]),
      () => any('forfeitDeposit', [id]),
      () => any('registerBenchmark', [random.pick([BENCHMARK, saltOf('other')]), random.pick([0n, 1n, TAO]), 'cid']),
      () => ({ ...any('cancel', [id]), from: REQUESTER.address }),
      () => ({ ...any('extend', [id, now + BigInt(random.below(40))]), from: REQUESTER.address }),
      () => any('topUp', [id], random.pick([1n, TAO])),
      () => any('releaseKey', [id, BigInt(index), 0n, '0x01']),
      () => any('buy', [id, BigInt(index), BENCHMARK]),
      () => any('drawJury', [id, 0n]),
      () => any('appeal', [id, 0n], 2n * request.terms.challengeBondRao),
      settle
    ])();
  if (random.chance(0.06)) return junk();
  if (stage === 0) {
    if (now <= request.terms.deadlineBlock)
      return random.chance(0.15) ? changeStep(random, id, request) : commitStep(random, world, id, request);
    if (now <= revealEnd(request)) return revealStep(id, request, index);
    return random.chance(0.8) ? any('snapshot', [id]) : settle();
  }
  if (stage === 1) return random.chance(0.85) ? any('draw', [id, BigInt(1 + random.below(3))]) : settle();
  if (stage === 2) {
    if (now <= commitEnd(request)) return scoresStep(random, world, id, request, seat);
    if (now <= scoreEnd(request)) return revealScoresStep(id, request, seat);
    const open = request.challenges.map((_, i) => i).filter((i) => !request.challenges[i]!.resolved);
    if (open.length > 0 && random.chance(0.75)) return juryStep(random, world, id, request, random.pick(open));
    if (now <= challengeEnd(request) && random.chance(0.7))
      return any('challenge', [id, BigInt(index), BigInt(seat), 'evidence'], request.terms.challengeBondRao);
    return settle();
  }
  if (stage === 3) return settle();
  if (stage === 4) return settledStep(random, id, request, index, seat);
  return junk();
}
