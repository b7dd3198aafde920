// What the model of the market holds: the structs that the market's reads give, and beside them what the contract keeps
// without showing it. Plain data, so that a moment of it can be cloned.
import type { Hex } from 'viem';
import type {
  BenchmarkKeyView,
  BondView,
  ChallengeView,
  ElectorView,
  KeyDeliveryView,
  NamedPriceView,
  PurchaseView,
  RegisteredBenchmarkView,
  RequestView,
  SubmissionView,
  VerdictView
} from '../market-views.ts';

export const ZERO_ADDRESS: Hex = `0x${'0'.repeat(40)}`;
export const ZERO_WORD: Hex = `0x${'0'.repeat(64)}`;

/** A request with all that belongs to it. */
export interface ModelBook {
  request: RequestView;
  submissions: SubmissionView[];
  electors: ElectorView[];
  /** By seat; absent where nothing is revealed. */
  scores: Map<number, number[]>;
  challenges: ChallengeView[];
  /** By challenge, round and seat: `verdictPlace`. */
  verdicts: Map<string, VerdictView>;
  /** By submission. */
  purchases: Map<number, PurchaseView[]>;
  /** By submission and buyer. */
  namedPrices: Map<string, NamedPriceView>;
  /** Buyers that had a dataset for nothing, by submission and buyer. */
  hadFree: Set<string>;
  /** By submission: seats in ascending order, then the miner at `MINER_PLACE`. */
  deliveries: Map<number, Map<number, KeyDeliveryView>>;
  benchmarkKeys: BenchmarkKeyView[];
}

export interface ModelState {
  books: ModelBook[];
  owedRao: Map<Hex, bigint>;
  bonds: Map<Hex, BondView>;
  treasury: { holder: Hex; proposed: Hex; fromBlock: bigint };
  /** Hotkeys in the order of their ranks. */
  founders: Hex[];
  rankedValidators: Hex[];
  benchmarks: Map<Hex, RegisteredBenchmarkView>;
}

/** A miner's place among the deliveries of a key: after all seats. */
export const MINER_PLACE = 64;
export const verdictPlace = (challengeId: number, round: number, seat: number): string =>
  `${challengeId} ${round} ${seat}`;

export const createModelState = (treasury: Hex): ModelState => ({
  books: [],
  owedRao: new Map(),
  bonds: new Map(),
  treasury: { holder: lower(treasury), proposed: ZERO_ADDRESS, fromBlock: 0n },
  founders: [],
  rankedValidators: [],
  benchmarks: new Map()
});

export const lower = (hex: string): Hex => hex.toLowerCase() as Hex;
/** An account is the first 20 bytes of a public key. */
export const accountOf = (publicKey: Hex): Hex => publicKey.slice(0, 42) as Hex;
export const hasSeat = (bits: bigint, seat: number): boolean => ((bits >> BigInt(seat)) & 1n) === 1n;
export const bitOf = (seat: number): bigint => 1n << BigInt(seat);
export const seatsIn = (bits: bigint): number[] =>
  Array.from({ length: 64 }, (_, seat) => seat).filter((seat) => hasSeat(bits, seat));
