// What a miner should know of a request before it shows its work: whether it can be won at all, and how this requester's earlier
// requests ended. docs/market.md, "Before a miner commits".
import type { Hex } from '../../core/encoding/hex.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';

/** A validator that could be seated now: permit, stake and bond. */
export interface PossibleSeat {
  /** Public key. */
  hotkey: Hex;
  stakeRao: bigint;
  /** Whether the benchmark is sealed to it; null where the envelope cannot be read. */
  canReadBenchmark: boolean | null;
}

export interface RequesterHistory {
  /** Requests that ended with at least one submission revealed. */
  ended: number;
  /** Of these, those in which nothing was paid. */
  unpaid: number;
}

export type RequestRisk =
  /** Now fewer could be seated than scores are asked for. */
  | { kind: 'too-few-seats'; seats: number; quorum: number }
  /** Those that can read the benchmark are fewer than the quorum, or hold less than half of the stake: nothing could pass. */
  | { kind: 'sealed-to-few'; readers: number; seats: number }
  | { kind: 'envelope-unread' }
  /** Most of what this requester asked for before was answered and not paid. */
  | { kind: 'pays-seldom'; ended: number; unpaid: number };

/** Fewer say nothing of a requester. */
const LEAST_HISTORY = 2;

/** The most serious first; empty where nothing speaks against it. */
export function requestRisks(
  { terms }: Pick<MarketRequest, 'terms'>,
  seats: readonly PossibleSeat[],
  { ended, unpaid }: RequesterHistory
): RequestRisk[] {
  const risks: RequestRisk[] = [];
  if (seats.length < terms.quorum) risks.push({ kind: 'too-few-seats', seats: seats.length, quorum: terms.quorum });
  const readers = seats.filter(({ canReadBenchmark }) => canReadBenchmark);
  if (seats.some(({ canReadBenchmark }) => canReadBenchmark === null)) risks.push({ kind: 'envelope-unread' });
  else if (isTooFew(readers, seats, terms.quorum))
    risks.push({ kind: 'sealed-to-few', readers: readers.length, seats: seats.length });
  if (ended >= LEAST_HISTORY && 2 * unpaid > ended) risks.push({ kind: 'pays-seldom', ended, unpaid });
  return risks;
}

/** Of those that could be seated; where they are too few themselves, that is said already. */
function isTooFew(readers: readonly PossibleSeat[], seats: readonly PossibleSeat[], quorum: number): boolean {
  return readers.length < Math.min(quorum, seats.length) || 2n * stakeOf(readers) < stakeOf(seats);
}

const stakeOf = (seats: readonly PossibleSeat[]): bigint => seats.reduce((sum, { stakeRao }) => sum + stakeRao, 0n);

/** One sentence. */
export function riskText(risk: RequestRisk): string {
  switch (risk.kind) {
    case 'too-few-seats':
      return `Only ${risk.seats} ${risk.seats === 1 ? 'validator' : 'validators'} could score it now, and it asks for ${risk.quorum} scores: as it stands, nothing can pass.`;
    case 'sealed-to-few':
      return `The hidden part is sealed to ${risk.readers} of the ${risk.seats} validators that could score it: too few for its quorum, or for half of their stake. As it stands, nothing can pass.`;
    case 'envelope-unread':
      return 'The hidden part cannot be fetched now, so it is not known who could score it.';
    case 'pays-seldom':
      return `Of this requester's ${risk.ended} earlier requests with revealed submissions, ${risk.unpaid} paid nothing.`;
    default:
      return risk satisfies never;
  }
}
