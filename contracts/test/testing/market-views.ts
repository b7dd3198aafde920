// The structs of MarketTypes.sol as the market's reads give them.
import type { Hex } from 'viem';
import type { TermsInput } from './market-actors.ts';

export const STAGE = { open: 0, seeded: 1, scoring: 2, settling: 3, settled: 4, refunded: 5 } as const;
export const STATUS = { sealed: 0, revealed: 1, duplicate: 2, failed: 3, passed: 4, opened: 5, forfeited: 6 } as const;
export const CHALLENGE = { seeded: 0, drawn: 1, upheld: 2, rejected: 3, inconclusive: 4 } as const;

export interface RequestView {
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

export interface SubmissionView {
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

export interface ElectorView {
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

export interface ChallengeView {
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

export interface VerdictView {
  commitment: Hex;
  scorePpm: number;
  committedBlock: number;
  revealedBlock: number;
  reportCid: string;
}

export interface PurchaseView {
  buyer: Hex;
  paidRao: bigint;
  closed: boolean;
  boughtBlock: bigint;
  closedBlock: bigint;
  buyerKey: Hex;
  sealedKey: Hex;
}

export interface BondView {
  activeRao: bigint;
  lockedRao: bigint;
  leavingRao: bigint;
  leavesBlock: bigint;
}

export interface KeyDeliveryView {
  by: Hex;
  deliveredBlock: bigint;
  sealedKey: Hex;
}

export interface RegisteredBenchmarkView {
  owner: Hex;
  feeRao: bigint;
  cid: string;
}

export interface NamedPriceView {
  minerPrice: bigint;
  requesterPrice: bigint;
}

export interface BenchmarkKeyView {
  by: Hex;
  revealedBlock: bigint;
  key: Hex;
}
