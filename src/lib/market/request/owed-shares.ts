// What a request owed to whom, to the rao, as the contract credits it: docs/market.md, "Money" and "Challenges". Single credits
// are nowhere in the contract's state; they follow from the numbers that are.
import type { Challenge, Elector, MarketRequest } from '../../core/market/market-state.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { juryFinding } from '../../core/market/jury-finding.ts';
import { APPEAL_BONDS } from '../../core/market/market-constants.ts';
import type { RequestState } from './request-state.ts';

const PPM = 1_000_000n;
const VALIDATORS_PPM = 250_000n;

/** Public key or EVM address of who is owed; null: whoever holds the treasury at that moment. */
type Payee = Hex | null;

export type OwedShare = {
  to: Payee;
  rao: bigint;
  /** `held`: until the package is opened or delivered. `forfeited`: gone to the requester, who is named in `to`. */
  state: 'credited' | 'held' | 'forfeited';
} & (
  | { kind: 'miner'; submissionIndex: number; hotkey: Hex; hasBonus: boolean }
  | { kind: 'validator'; seat: number; points: bigint }
  /** `to` is null: the seats that are among the first of the market share it. */
  | { kind: 'early-validators' }
  | { kind: 'unearned' }
  | { kind: 'treasury' }
  | { kind: 'refund' }
  | { kind: 'deposit'; submissionIndex: number }
  | { kind: 'unrevealed-deposits'; count: number }
  /** `rewardRao`: what of it is more than the bond. */
  | { kind: 'challenger'; challengeId: number; rewardRao: bigint }
  | { kind: 'accused' | 'challenge-treasury' | 'appellant' | 'appeal-won'; challengeId: number }
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
  const { request, submissions } = state;
  const miners = submissions.flatMap((submission): OwedShare[] => {
    const { index: submissionIndex, hotkey, shareRao: rao, status, bonusPpm } = submission;
    if (rao === 0n) return [];
    const miner = { kind: 'miner' as const, submissionIndex, hotkey, rao, hasBonus: bonusPpm > 0 };
    if (status === 'forfeited') return [{ ...miner, to: request.requester, state: 'forfeited' }];
    return [{ ...miner, to: hotkey, state: status === 'opened' ? 'credited' : 'held' }];
  });
  const unearned: OwedShare = {
    kind: 'unearned',
    to: request.requester,
    rao: request.unearnedRao,
    state: 'credited'
  };
  return [...miners, unearned, ...ofElectors(request, state.electors), ...ofTreasury(state)];
}

/** Without the bonus of the first validators, which is told as one sum. */
function ofElectors({ bountyRao, validatorsRao }: MarketRequest, electors: readonly Elector[]): OwedShare[] {
  const pool = (bountyRao * VALIDATORS_PPM) / PPM;
  const total = electors.reduce((sum, { points }) => sum + points, 0n);
  if (total === 0n) return [];
  const shares = electors.map(({ seat, hotkey, points }) => ({
    kind: 'validator' as const,
    to: hotkey,
    rao: (pool * points) / total,
    state: 'credited' as const,
    seat,
    points
  }));
  const bonusRao = validatorsRao - shares.reduce((sum, { rao }) => sum + rao, 0n);
  return [...shares, { kind: 'early-validators', to: null, rao: bonusRao, state: 'credited' }];
}

function ofTreasury(state: RequestState): OwedShare[] {
  const { bountyRao, minersRao, validatorsRao, unearnedRao } = state.request;
  return [
    { kind: 'treasury', to: null, rao: bountyRao - minersRao - validatorsRao - unearnedRao, state: 'credited' },
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

/** Without what jurors lost by staying away or by a verdict that a larger jury refuted: it depends on their bonds then. */
function ofChallenge({ request, electors }: RequestState, challenge: Challenge): OwedShare[] {
  const { id: challengeId, status, challenger, slashedRao, accusedSeat } = challenge;
  const { challengeBondRao: bond, outlierFloorPpm } = request.terms;
  const credit = { state: 'credited' as const, challengeId };
  if (status === 'inconclusive') return [{ kind: 'challenger', to: challenger, rao: bond, ...credit, rewardRao: 0n }];
  if (status !== 'upheld' && status !== 'rejected') return [];
  const accused = electors[accusedSeat]!.hotkey;
  // None where the larger jury of an appeal found nothing: the first one's word stands, and nobody is paid for it.
  const agreeing = juryFinding(challenge, outlierFloorPpm)?.agreeingSeats ?? [];
  const toJurors = (rao: bigint): { shares: OwedShare[]; restRao: bigint } => {
    const each = agreeing.length === 0 ? 0n : rao / BigInt(agreeing.length);
    const shares = [...new Set(agreeing)].map((seat): OwedShare => {
      const held = BigInt(agreeing.filter((one) => one === seat).length);
      return { kind: 'juror', to: electors[seat]!.hotkey, rao: each * held, ...credit, seat };
    });
    return { shares, restRao: rao - each * BigInt(agreeing.length) };
  };
  const half = status === 'upheld' ? slashedRao / 2n : bond / 2n;
  const { shares, restRao } = toJurors(status === 'upheld' ? slashedRao / 4n : bond - half);
  const treasuryRao = status === 'upheld' ? slashedRao - half - (slashedRao / 4n - restRao) : restRao;
  return [
    status === 'upheld'
      ? { kind: 'challenger', to: challenger, rao: half + bond, ...credit, rewardRao: half }
      : { kind: 'accused', to: accused, rao: half, ...credit },
    ...shares,
    { kind: 'challenge-treasury', to: null, rao: treasuryRao, ...credit },
    ...ofAppeal(challenge, APPEAL_BONDS * bond, agreeing.length > 0, accused).map((share) => ({ ...share, ...credit }))
  ];
}

/** The appeal's bond: back to whoever called the larger jury, unless it found the same; then half of it to the other side. */
function ofAppeal(
  { appellant, first, status, challenger, id: challengeId }: Challenge,
  bondRao: bigint,
  isFound: boolean,
  accused: Hex
): OwedShare[] {
  if (appellant === null || first === null) return [];
  const state = 'credited' as const;
  if (!isFound || first.status !== status)
    return [{ kind: 'appellant', to: appellant, rao: bondRao, state, challengeId }];
  const other = appellant === challenger ? accused : challenger;
  return [{ kind: 'appeal-won', to: other, rao: bondRao / 2n, state, challengeId }];
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
