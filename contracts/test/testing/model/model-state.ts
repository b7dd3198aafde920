// What the model of the market holds: the structs as the market's reads give them, and beside them what the contract keeps
// without showing it. Plain data, so that a moment of it can be cloned.
import type { Hex } from 'viem';
import type { TermsInput } from '../market-actors.ts';

export const ZERO_ADDRESS: Hex = `0x${'0'.repeat(40)}`;
export const ZERO_WORD: Hex = `0x${'0'.repeat(64)}`;

export const STAGE = { open: 0, seeded: 1, scoring: 2, settling: 3, settled: 4, refunded: 5 } as const;
export const STATUS = { sealed: 0, revealed: 1, duplicate: 2, failed: 3, passed: 4, opened: 5, forfeited: 6 } as const;
export const CHALLENGE = { seeded: 0, drawn: 1, upheld: 2, rejected: 3, inconclusive: 4 } as const;

export interface ModelRequest {
  terms: TermsInput;
  benchmarkCommitment: Hex;
  seed: Hex;
  requester: Hex;
  openedBlock: bigint;
  stage: number;
  revealedCount: number;
  committedCount: number;
  holdsDeposit: boolean;
  openChallenges: number;
  bountyRao: bigint;
  escrowRao: bigint;
  seedBlock: bigint;
  drawnBlock: bigint;
  settledBlock: bigint;
  minersRao: bigint;
  validatorsRao: bigint;
  unearnedRao: bigint;
  revealClosedBlock: bigint;
  scoreCommitClosedBlock: bigint;
  scoreRevealClosedBlock: bigint;
  revealedSeats: bigint;
  struckSeats: bigint;
  totalPoints: bigint;
  totalWeight: bigint;
  bonusRao: bigint;
  cursor: number;
  snapshotBlock: number;
  specCid: string;
  licenceCid: string;
}

export interface ModelSubmission {
  hotkey: Hex;
  coldkey: Hex;
  commitment: Hex;
  keyHash: Hex;
  committedBlock: bigint;
  shareRao: bigint;
  medianPpm: number;
  spreadPpm: number;
  freeTaken: number;
  status: number;
  revealedBlock: number;
  assigned: bigint;
  excluded: bigint;
  outliers: bigint;
  bonusPpm: number;
  closedBlock: number;
  packageKey: Hex;
  sealedCid: string;
  plainCid: string;
  keyBoxCid: string;
}

export interface ModelElector {
  hotkey: Hex;
  coldkey: Hex;
  commitment: Hex;
  stakeRao: bigint;
  committedBlock: number;
  revealedBlock: number;
  points: bigint;
  lockedRao: bigint;
  reportsCid: string;
}

export interface ModelChallenge {
  challenger: Hex;
  submissionIndex: number;
  accusedSeat: number;
  status: number;
  seedBlock: bigint;
  jurors: bigint;
  tickets: bigint;
  deadlineBlock: bigint;
  medianPpm: number;
  revealedJurors: bigint;
  openedBlock: number;
  resolvedBlock: number;
  slashedRao: bigint;
  appellant: Hex;
  firstStatus: number;
  firstMedianPpm: number;
  firstRevealed: bigint;
  firstJurors: bigint;
  firstTickets: bigint;
  firstDeadlineBlock: bigint;
  evidenceCid: string;
}

export interface ModelVerdict {
  commitment: Hex;
  scorePpm: number;
  committedBlock: number;
  revealedBlock: number;
  reportCid: string;
}

export interface ModelPurchase {
  buyer: Hex;
  paidRao: bigint;
  closed: boolean;
  boughtBlock: bigint;
  closedBlock: bigint;
  buyerKey: Hex;
  sealedKey: Hex;
}

export interface ModelBond {
  activeRao: bigint;
  lockedRao: bigint;
  leavingRao: bigint;
  leavesBlock: bigint;
}

/** A request with all that belongs to it. */
export interface ModelBook {
  request: ModelRequest;
  submissions: ModelSubmission[];
  electors: ModelElector[];
  /** By seat; absent where nothing is revealed. */
  scores: Map<number, number[]>;
  challenges: ModelChallenge[];
  /** By challenge, round and seat: `verdictPlace`. */
  verdicts: Map<string, ModelVerdict>;
  /** By submission. */
  purchases: Map<number, ModelPurchase[]>;
  /** By submission and buyer. */
  namedPrices: Map<string, { minerPrice: bigint; requesterPrice: bigint }>;
  /** Buyers that had a dataset for nothing, by submission and buyer. */
  hadFree: Set<string>;
  /** By submission: seats in ascending order, then the miner at `MINER_PLACE`. */
  deliveries: Map<number, Map<number, { by: Hex; deliveredBlock: bigint; sealedKey: Hex }>>;
  benchmarkKeys: { by: Hex; revealedBlock: bigint; key: Hex }[];
}

export interface ModelState {
  books: ModelBook[];
  owedRao: Map<Hex, bigint>;
  bonds: Map<Hex, ModelBond>;
  treasury: { holder: Hex; proposed: Hex; fromBlock: bigint };
  /** Hotkeys in the order of their ranks. */
  founders: Hex[];
  rankedValidators: Hex[];
  benchmarks: Map<Hex, { owner: Hex; feeRao: bigint; cid: string }>;
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
