// Random calls to a market: mostly what somebody could sensibly do now, sometimes by the wrong account, with the wrong
// money, or complete nonsense.
import type { Hex } from 'viem';
import { scoresCommitment, submissionCommitment, verdictCommitment } from '#lib/chain/market/market-commitments.ts';
import { fromHex } from '#lib/core/encoding/hex.ts';
import { invitationOf, inviteRootOf } from '#lib/core/request/invited-hotkeys.ts';
import { keyHashOf } from '#lib/core/sealing/package-key.ts';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { APPEAL_BONDS } from '#lib/core/market/market-constants.ts';
import {
  BENCHMARK,
  minerKey,
  OUTSIDER,
  packageKeyOf,
  plainCidOf,
  REQUESTER,
  saltOf,
  TAO,
  validatorKey,
  ZERO_WORD
} from '../market-actors.ts';
import { distortStep } from './distort-step.ts';
import { CHAIN_ID, keyOf, TREASURY, type Key, type MarketWorld } from '../market-world.ts';
import {
  challengeEnd,
  commitEnd,
  openEnd,
  revealEnd,
  scoreEnd,
  type KnownChallenge,
  type KnownMarket,
  type KnownRequest,
  type Step
} from './sequence-state.ts';

export const VALIDATORS = 5;
export const MINERS = 3;
export const SUCCESSOR = keyOf(901);
export const EVERYBODY: Key[] = [
  ...Array.from({ length: VALIDATORS }, (_, i) => validatorKey(i)),
  ...Array.from({ length: MINERS }, (_, i) => minerKey(i)),
  REQUESTER,
  OUTSIDER,
  TREASURY,
  SUCCESSOR
];

/** Another hotkey with the same account. */
export const twinOf = ({ address }: Key): Hex => `${address}${'11'.repeat(12)}`;

const ADDRESSES = EVERYBODY.map(({ address }) => address);

export interface Random {
  /** Whole numbers from 0 to below `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** mulberry32: small, seeded, and the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { below, chance: (probability) => next() < probability, pick: (items) => items[below(items.length)]! };
}

/** The next block at which something changes for a request, or a jump of any size. */
export function randomBlock(random: Random, now: bigint, market: KnownMarket): bigint {
  if (random.chance(0.1)) return now + random.pick([1n, 5n, 11n, 60n, 205n, 300n, 7300n, 50_401n]);
  const borders = market.requests.flatMap((request) => [
    request.terms.deadlineBlock,
    revealEnd(request),
    request.seedBlock,
    ...(request.drawnBlock ? [commitEnd(request), scoreEnd(request), challengeEnd(request)] : []),
    ...(request.settledBlock && request.held.length > 0 ? [openEnd(request)] : []),
    ...request.challenges.flatMap(({ resolved, seedBlock, commitEndBlock, overBlock }) =>
      resolved ? [] : [seedBlock, commitEndBlock, commitEndBlock + BigInt(request.terms.juryBlocks), overBlock]
    )
  ]);
  const later = borders.filter((border) => border >= now).sort((a, b) => (a < b ? -1 : 1));
  return (later[0] ?? now + 10n) + 1n;
}

/** Whether some request waits for a block: everyone has done what the window is for. */
export function nothingToDo(now: bigint, market: KnownMarket, stages: number[]): boolean {
  return market.requests.some((request, id) => {
    const open = request.challenges.filter(({ resolved }) => !resolved);
    if (stages[id] === 0)
      return now <= request.terms.deadlineBlock
        ? request.commits.length === MINERS
        : now <= revealEnd(request) && request.revealed === request.commits.length;
    if (stages[id] === 1) return now <= request.seedBlock;
    if (stages[id] !== 2) return false;
    if (now <= commitEnd(request)) return Object.keys(request.scores).length >= request.seats.length - 1;
    if (now <= scoreEnd(request)) return request.revealedSeats.length >= Object.keys(request.scores).length;
    if (open.length === 0) return request.challenges.length > 0 && now <= challengeEnd(request);
    return open.some(({ jurors, seedBlock, commitEndBlock, verdicts }) =>
      jurors.length === 0 ? now <= seedBlock : verdicts.length === jurors.length && now <= commitEndBlock
    );
  });
}

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
  if (stage === 4) return afterStep(random, id, request, index, seat);
  return junk();
}

/** What its requester, or somebody who adds to the bounty, does before the deadline. */
export function changeStep(random: Random, id: bigint, request: KnownRequest): Step {
  const step = (name: string, args: readonly unknown[], rao = 0n): Step => ({
    from: REQUESTER.address,
    name,
    args: [id, ...args],
    rao
  });
  return random.pick([
    () => step('topUp', [], random.pick([1n, 999n, TAO])),
    () => step('topUp', [], 1_000_003n),
    () => step('extend', [request.terms.deadlineBlock + BigInt(random.below(10))]),
    () => step('extend', [request.terms.deadlineBlock + 1n]),
    () => step(random.chance(0.3) ? 'cancel' : 'topUp', [])
  ])();
}

const place = (world: MarketWorld, requestId: bigint, hotkey: Hex | undefined) => ({
  chainId: CHAIN_ID,
  market: world.market,
  requestId,
  hotkey: hotkey ?? ZERO_WORD
});
const plainOf = (miner: number, plain: string) => ({
  plainCid: plainCidOf(plain),
  keyHash: keyHashOf(fromHex(packageKeyOf(miner))),
  salt: saltOf(`salt ${miner}`)
});

const INVITED = [minerKey(0), minerKey(1)].map(({ publicKey }) => publicKey);
/** Of the first two miners. */
export const INVITE_ROOT: Hex = inviteRootOf(INVITED);

export function commitStep(random: Random, world: MarketWorld, id: bigint, request: KnownRequest): Step {
  const miner = random.below(MINERS);
  const key = minerKey(miner);
  const plain = random.chance(0.3) ? 'same' : `plain-${miner}`;
  const uid = VALIDATORS + miner;
  const hotkey = world.neurons[uid]!.hotkey;
  const commitment = submissionCommitment(place(world, id, hotkey), plainOf(miner, plain));
  // Who is not invited shows another's proof.
  const invitation = invitationOf(INVITED, hotkey) ?? invitationOf(INVITED, INVITED[0]!);
  return {
    from: key.address,
    name: 'commitSubmission',
    args: [id, uid, commitment, `sealed-${miner}`, invitation],
    rao: request.terms.submissionDepositRao,
    then: (market) => market.requests[Number(id)]!.commits.push([miner, plain])
  };
}

export function revealStep(id: bigint, request: KnownRequest, index: number): Step {
  const [miner, plain] = request.commits[index] ?? [0, 'none'];
  const { plainCid, keyHash, salt } = plainOf(miner, plain);
  return {
    from: minerKey(miner).address,
    name: 'revealSubmission',
    args: [id, BigInt(index), plainCid, keyHash, salt, ''],
    rao: 0n
  };
}

export function scoresStep(random: Random, world: MarketWorld, id: bigint, request: KnownRequest, seat: number): Step {
  const key = EVERYBODY[request.seats[seat] ?? 0]!;
  const usual = random.chance(0.2) ? 100_000 + random.below(900_001) : 500_000;
  const others = [505_000, 700_000, 0, 1_000_000, NO_SCORE, random.below(1_000_001)];
  const scores = request.commits.map(() => (random.chance(0.88) ? usual : random.pick(others)));
  const commitment = scoresCommitment(place(world, id, request.hotkeys[seat]), {
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
    args: [id, BigInt(number), BigInt(seat), verdictCommitment(place(world, id, request.hotkeys[seat]), verdict)],
    rao: 0n,
    then: (market) => market.requests[Number(id)]!.challenges[number]!.verdicts.push([seat, scorePpm])
  };
}

/** The miner makes its package readable. */
export function firstDeliveryStep(id: bigint, request: KnownRequest, index: number): Step {
  const [miner] = request.commits[index]!;
  const [name, ...args] = request.terms.privateDelivery
    ? ['deliverKey', BigInt(request.seats.length), '0x01']
    : ['openPackage', packageKeyOf(miner)];
  return { from: minerKey(miner).address, name: name as string, args: [id, BigInt(index), ...args], rao: 0n };
}

function afterStep(random: Random, id: bigint, request: KnownRequest, index: number, seat: number): Step {
  const [miner] = request.commits[index] ?? [0];
  const step = (from: Key, name: string, args: readonly unknown[], rao = 0n): Step => ({
    from: from.address,
    name,
    args: [id, BigInt(index), ...args],
    rao
  });
  const buyer = random.pick(EVERYBODY);
  const [bought] = request.purchases;
  const deliverer = random.chance(0.7) ? minerKey(miner) : EVERYBODY[request.seats[seat] ?? 0]!;
  const steps = [
    () => step(buyer, 'forfeit', []),
    () => ({
      ...step(random.pick([REQUESTER, buyer, deliverer]), 'revealBenchmark', []),
      args: [id, BigInt(seat), random.pick([BENCHMARK, saltOf('wrong')])]
    }),
    () => ({ ...step(buyer, 'forfeitDeposit', []), args: [id] }),
    () => step(REQUESTER, 'namePrice', [buyer.address, random.pick([0n, 1n, TAO])]),
    () => step(minerKey(miner), 'namePrice', [buyer.address, random.pick([0n, 1n, TAO])]),
    ...(request.terms.privateDelivery
      ? [() => step(deliverer, 'deliverKey', [BigInt(seat), '0x01'])]
      : [() => step(buyer, 'openPackage', [packageKeyOf(miner)])]),
    ...(request.opened.length > 0 && request.terms.forSale
      ? Array.from({ length: 5 }, () => () => ({
          ...step(buyer, 'buy', [], random.pick([request.terms.priceRao, request.terms.priceRao, 0n, 0n, 1n, TAO])),
          args: [id, BigInt(random.pick(request.opened)), BENCHMARK]
        }))
      : []),
    ...(bought
      ? [
          () => ({
            ...step(random.pick([minerKey(request.commits[bought[0]]?.[0] ?? 0), REQUESTER, buyer]), 'releaseKey', []),
            args: [id, BigInt(bought[0]), bought[1], '0x01']
          }),
          () => ({ ...step(buyer, 'refundPurchase', []), args: [id, BigInt(bought[0]), bought[1]] })
        ]
      : [])
  ];
  return random.pick(steps)();
}
