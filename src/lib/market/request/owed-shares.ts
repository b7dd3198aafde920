// What a request owed to whom, to the rao, as the contract credits it: docs/market.md, "Money" and "Challenges". Single credits
// are nowhere in the contract's state; they follow from the numbers that are.
import type { Challenge, Elector, MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import type { RequestState } from './request-state.ts';

const PPM = 1_000_000n;
const MINERS_PPM = 700_000n;
const VALIDATORS_PPM = 250_000n;
/** 3 * 1.4826, in thousandths of the median absolute deviation. */
const MAD_FACTOR_MILLI = 4448;

/** Public key or EVM address of who is owed; null: whoever holds the treasury at that moment. */
type Payee = Hex | null;

export type OwedShare = {
  to: Payee;
  rao: bigint;
  /** `held`: until the package is opened or delivered. `forfeited`: gone to the requester, who is named in `to`. */
  state: 'credited' | 'held' | 'forfeited';
} & (
  | { kind: 'miner'; submissionIndex: number; hotkey: Hex; bonusRao: bigint }
  | { kind: 'validator'; seat: number; points: bigint }
  | { kind: 'treasury' }
  | { kind: 'refund' }
  | { kind: 'deposit'; submissionIndex: number }
  | { kind: 'unrevealed-deposits'; count: number }
  /** `rewardRao`: what of it is more than the bond. */
  | { kind: 'challenger'; challengeId: number; rewardRao: bigint }
  | { kind: 'accused' | 'challenge-treasury'; challengeId: number }
  | { kind: 'juror'; challengeId: number; seat: number }
  | { kind: 'proceeds' | 'price-back'; submissionIndex: number; purchaseId: number }
);

/** Every credit so far and what is held for a miner; what came to nothing is left out. */
export function owedShares(state: RequestState): OwedShare[] {
  const { request } = state;
  const shares = [
    ...ofDeposits(state),
    ...state.challenges.flatMap((challenge) => ofChallenge(state, challenge)),
    ...(request.stage === 'settled' ? ofSettlement(state) : []),
    ...(request.stage === 'refunded' ? ofRefund(state) : []),
    ...ofSales(state)
  ];
  return shares.filter(({ rao }) => rao > 0n);
}

function ofSettlement(state: RequestState): OwedShare[] {
  const { request, submissions, electors } = state;
  const pool = (request.bountyRao * MINERS_PPM) / PPM;
  const weights = submissions.map((submission) => weightOf(request, submission));
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0n);
  const miners = submissions.flatMap((submission, i): OwedShare[] => {
    if (weights[i] === 0n) return [];
    const { index: submissionIndex, hotkey, shareRao: rao, status } = submission;
    const bonusRao = rao - (pool * weights[i]!) / totalWeight;
    const miner = { kind: 'miner' as const, submissionIndex, hotkey, rao, bonusRao };
    if (status === 'forfeited') return [{ ...miner, to: request.requester, state: 'forfeited' }];
    return [{ ...miner, to: hotkey, state: status === 'opened' ? 'credited' : 'held' }];
  });
  return [...miners, ...ofElectors(request, electors), ...ofTreasury(state)];
}

function weightOf({ terms }: MarketRequest, { status, medianPpm }: MarketSubmission): bigint {
  if (medianPpm === null || !['passed', 'opened', 'forfeited'].includes(status)) return 0n;
  return BigInt(medianPpm - terms.thresholdPpm + 1);
}

function ofElectors({ bountyRao }: MarketRequest, electors: readonly Elector[]): OwedShare[] {
  const pool = (bountyRao * VALIDATORS_PPM) / PPM;
  const total = electors.reduce((sum, { points }) => sum + points, 0n);
  if (total === 0n) return [];
  return electors.map(({ seat, hotkey, points }) => ({
    kind: 'validator',
    to: hotkey,
    rao: (pool * points) / total,
    state: 'credited',
    seat,
    points
  }));
}

function ofTreasury(state: RequestState): OwedShare[] {
  const { bountyRao, minersRao, validatorsRao } = state.request;
  return [
    { kind: 'treasury', to: null, rao: bountyRao - minersRao - validatorsRao, state: 'credited' },
    ...ofUnrevealed(state)
  ];
}

function ofRefund(state: RequestState): OwedShare[] {
  const { requester, bountyRao } = state.request;
  return [{ kind: 'refund', to: requester, rao: bountyRao, state: 'credited' }, ...ofUnrevealed(state)];
}

function ofUnrevealed({ request, submissions }: RequestState): OwedShare[] {
  const count = submissions.filter(({ revealedBlock }) => revealedBlock === null).length;
  const rao = BigInt(count) * request.terms.submissionDepositRao;
  return [{ kind: 'unrevealed-deposits', to: null, rao, state: 'credited', count }];
}

function ofDeposits({ request, submissions }: RequestState): OwedShare[] {
  return submissions
    .filter(({ revealedBlock }) => revealedBlock !== null)
    .map(({ index, hotkey }) => ({
      kind: 'deposit',
      to: hotkey,
      rao: request.terms.submissionDepositRao,
      state: 'credited',
      submissionIndex: index
    }));
}

function ofChallenge({ request, electors }: RequestState, challenge: Challenge): OwedShare[] {
  const { id: challengeId, status, challenger, slashedRao } = challenge;
  const { challengeBondRao: bond, outlierFloorPpm } = request.terms;
  const credit = { state: 'credited' as const, challengeId };
  if (status === 'inconclusive') return [{ kind: 'challenger', to: challenger, rao: bond, ...credit, rewardRao: 0n }];
  if (status !== 'upheld' && status !== 'rejected') return [];
  const agreeing = agreeingJurors(challenge, outlierFloorPpm);
  const split = (total: bigint) => total / BigInt(agreeing.length);
  const toJurors = (each: bigint): OwedShare[] =>
    agreeing.map((seat) => ({ kind: 'juror', to: electors[seat]!.hotkey, rao: each, ...credit, seat }));
  if (status === 'upheld') {
    const half = slashedRao / 2n;
    const each = split(slashedRao / 4n);
    const rest = slashedRao - half - each * BigInt(agreeing.length);
    return [
      { kind: 'challenger', to: challenger, rao: half + bond, ...credit, rewardRao: half },
      ...toJurors(each),
      { kind: 'challenge-treasury', to: null, rao: rest, ...credit }
    ];
  }
  const half = bond / 2n;
  const each = split(bond - half);
  const rest = bond - half - each * BigInt(agreeing.length);
  return [
    { kind: 'accused', to: electors[challenge.accusedSeat]!.hotkey, rao: half, ...credit },
    ...toJurors(each),
    { kind: 'challenge-treasury', to: null, rao: rest, ...credit }
  ];
}

/** Seats of the jurors within the tolerance of the jury's median: they alone share the jurors' part. */
function agreeingJurors({ jurors, medianPpm }: Challenge, floorPpm: number): number[] {
  const given = jurors.flatMap(({ seat, scorePpm }) => (scorePpm === null ? [] : [{ seat, scorePpm }]));
  const median = medianPpm ?? 0;
  const deviations = given.map(({ scorePpm }) => Math.abs(scorePpm - median)).toSorted((a, b) => a - b);
  // The least value at which the weights up to it reach half, all weights being equal.
  const spread = deviations[Math.ceil(deviations.length / 2) - 1] ?? 0;
  const tolerance = Math.max(floorPpm, Math.floor((spread * MAD_FACTOR_MILLI) / 1000));
  return given.filter(({ scorePpm }) => Math.abs(scorePpm - median) <= tolerance).map(({ seat }) => seat);
}

function ofSales({ request, submissions, purchases }: RequestState): OwedShare[] {
  return submissions.flatMap(({ index: submissionIndex, hotkey }) =>
    (purchases[submissionIndex] ?? []).flatMap((purchase): OwedShare[] => {
      const { id: purchaseId, buyer, paidRao, isClosed, sealedKey } = purchase;
      if (!isClosed) return [];
      const sale = { state: 'credited' as const, submissionIndex, purchaseId };
      if (sealedKey === null) return [{ kind: 'price-back', to: buyer, rao: paidRao, ...sale }];
      const toMiner = (paidRao * BigInt(request.terms.minerProceedsPpm)) / PPM;
      return [
        { kind: 'proceeds', to: hotkey, rao: toMiner, ...sale },
        { kind: 'proceeds', to: request.requester, rao: paidRao - toMiner, ...sale }
      ];
    })
  );
}
