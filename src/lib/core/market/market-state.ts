// The market contract's state as the product reads it: requests, seats, submissions, scores, challenges, sales, bonds.
import type { Hex } from '../encoding/hex.ts';
/** Where a request stands in the contract; docs/market.md tells its life. */
export type RequestStage = 'open' | 'seeded' | 'scoring' | 'settling' | 'settled' | 'refunded';
export type SubmissionStatus = 'sealed' | 'revealed' | 'duplicate' | 'failed' | 'passed' | 'opened' | 'forfeited';
export type ChallengeStatus = 'seeded' | 'drawn' | 'upheld' | 'rejected' | 'inconclusive';

/** What a request fixes when it opens. Blocks are counts unless they are named a block. */
export interface RequestTerms {
  /** Last block in which a submission can be committed. */
  deadlineBlock: number;
  revealBlocks: number;
  scoreCommitBlocks: number;
  scoreRevealBlocks: number;
  challengeBlocks: number;
  /** Length of each of a jury's two windows. */
  juryBlocks: number;
  /** After settlement: for opening or delivering a package. */
  openBlocks: number;
  /** Least median that is paid, in parts per million. */
  thresholdPpm: number;
  /** Deviation from the median that is always tolerated. */
  outlierFloorPpm: number;
  /** Largest spread with which a submission can pass. */
  maxSpreadPpm: number;
  assignedPerSubmission: number;
  quorum: number;
  maxPerColdkey: number;
  privateDelivery: boolean;
  submissionDepositRao: bigint;
  validatorBondRao: bigint;
  challengeBondRao: bigint;
  earlyBonusPpm: number;
  earlyBlocks: number;
  founderBonusPpm: number;
  founderSeats: number;
  priceRao: bigint;
  /** The miner's part of a sale's proceeds; the rest is the requester's. */
  minerProceedsPpm: number;
  freeBuyers: number;
  forSale: boolean;
  /** A passing miner's part of the pool is its median itself; what that leaves goes back to the requester. */
  absolutePayout: boolean;
  /** Most of the miners' pool that one coldkey gets where several pass. */
  coldkeyCapPpm: number;
  /** An earlier request that this one goes on from. */
  parentRequest: number | null;
  /** Root of the tree of invited hotkeys; null where everybody may submit. */
  inviteRoot: Hex | null;
  /** keccak256 of the benchmark's key, where a deposit stands for publishing it. */
  benchmarkKeyHash: Hex | null;
  benchmarkDepositRao: bigint;
  /** For the owner of a registered benchmark. */
  benchmarkFeeRao: bigint;
  earlyValidatorPpm: number;
  earlyValidatorSeats: number;
}

export interface MarketRequest {
  id: number;
  /** EVM address of the requester: the first 20 bytes of its public key. */
  requester: Hex;
  stage: RequestStage;
  terms: RequestTerms;
  openedBlock: number;
  bountyRao: bigint;
  /** What the contract still holds for this request. */
  escrowRao: bigint;
  benchmarkCommitment: Hex;
  specCid: string;
  licenceCid: string | null;
  /** When the validators were seated; null before. */
  snapshotBlock: number | null;
  /** The block whose hash gives the seed; null before the snapshot. */
  seedBlock: number | null;
  /** keccak256 over that hash and the request's number: what assignments and scores are seeded with. Null before the draw. */
  seed: Hex | null;
  /** When scoring began; null before. */
  drawnBlock: number | null;
  /** Block of the settlement or refund; null before. */
  settledBlock: number | null;
  /** How many submissions were revealed. */
  revealedCount: number;
  /** Windows that closed before their time, because everybody had acted; null where they end by the terms. */
  revealClosedBlock: number | null;
  scoreCommitClosedBlock: number | null;
  scoreRevealClosedBlock: number | null;
  /** Whether the deposit for the benchmark's key is still held. */
  holdsDeposit: boolean;
  openChallenges: number;
  /** What the settlement gave to miners and to validators; the rest of the bounty went to the treasury. */
  minersRao: bigint;
  validatorsRao: bigint;
  /** What an absolute payout gave back to the requester. */
  unearnedRao: bigint;
}

/** A validator with a seat in one request: permit, stake and bond at the snapshot. */
export interface Elector {
  seat: number;
  /** Public keys. */
  hotkey: Hex;
  coldkey: Hex;
  stakeRao: bigint;
  /** null before. */
  commitment: Hex | null;
  committedBlock: number | null;
  revealedBlock: number | null;
  /** Folder of its signed reports; null before the reveal. */
  reportsCid: string | null;
  /** Its scores no longer count: a challenge was upheld. */
  isStruck: boolean;
  /** Set by the settlement. */
  points: bigint;
  lockedRao: bigint;
}

export interface MarketScore {
  seat: number;
  /** Public key of the validator's hotkey. */
  hotkey: Hex;
  scorePpm: number;
  /** Block of the reveal. */
  block: number;
  /** Folder of the validator's signed reports; this one is at `reportPath(index)`. */
  reportsCid: string;
  isStruck: boolean;
  /** Beyond the tolerance; known after settlement. */
  isOutlier: boolean;
}

export interface MarketSubmission {
  requestId: number;
  index: number;
  /** Public keys of the miner. */
  hotkey: Hex;
  coldkey: Hex;
  status: SubmissionStatus;
  commitment: Hex;
  committedBlock: number;
  sealedCid: string;
  /** Null until the submission is revealed, like the three below. */
  revealedBlock: number | null;
  plainCid: string | null;
  keyHash: Hex | null;
  keyBoxCid: string | null;
  /** Seats that must score it, and those that may not. */
  assignedSeats: number[];
  excludedSeats: number[];
  /** Set by settlement; null before, or where the quorum was missed. */
  medianPpm: number | null;
  spreadPpm: number | null;
  /** Share with bonus, paid when the package is opened or delivered. */
  shareRao: bigint;
  bonusPpm: number;
  /** When its share was credited or forfeited. */
  closedBlock: number | null;
  /** The key of a public package, once it is opened. */
  packageKey: Hex | null;
  /** How many of the free first buyers have come. */
  freeTaken: number;
  /** The revealed scores, by seat. */
  scores: MarketScore[];
}

export interface JurorVerdict {
  seat: number;
  commitment: Hex | null;
  committedBlock: number | null;
  /** Null until the reveal, like the two below. */
  scorePpm: number | null;
  revealedBlock: number | null;
  reportCid: string | null;
}

export interface Challenge {
  requestId: number;
  id: number;
  challenger: Hex;
  submissionIndex: number;
  accusedSeat: number;
  status: ChallengeStatus;
  openedBlock: number;
  seedBlock: number;
  /** Who called a larger jury over what the first one found; null where nobody did. What follows is the larger one's then. */
  appellant: Hex | null;
  /** What the first jury found; null without an appeal. */
  first: {
    status: 'upheld' | 'rejected';
    medianPpm: number;
    /** Last block for its verdict commits. */
    deadlineBlock: number;
    jurors: JurorVerdict[];
    tickets: number[];
  } | null;
  /** Last block for the draw, later for verdict commits. */
  deadlineBlock: number;
  evidenceCid: string;
  /** Seats of the jury with what they found so far; empty before the draw. */
  jurors: JurorVerdict[];
  /** The seat of each of the jury's tickets, which are its votes: a seat may hold several. */
  tickets: number[];
  medianPpm: number | null;
  slashedRao: bigint;
  resolvedBlock: number | null;
}

/** A benchmark that somebody offers to requesters. */
export interface RegisteredBenchmark {
  /** EVM address. */
  owner: Hex;
  /** What it asks of each request. */
  feeRao: bigint;
  /** CID of its offer (`assay/benchmark-offer/1`). */
  cid: string;
}

/** What the two sellers of a dataset ask of one buyer; null where one has not said. The higher of two holds. */
export interface NamedPrice {
  minerRao: bigint | null;
  requesterRao: bigint | null;
}

export interface Purchase {
  id: number;
  buyer: Hex;
  /** X25519 public key the package's key is to be sealed to. */
  buyerKey: Hex;
  paidRao: bigint;
  boughtBlock: number;
  isClosed: boolean;
  closedBlock: number | null;
  /** Null until the key is released; stays null where the price went back. */
  sealedKey: Hex | null;
}

export interface KeyDelivery {
  by: Hex;
  block: number;
  sealedKey: Hex;
}

export interface Bond {
  activeRao: bigint;
  /** Part of the active bond that requests hold until they are settled. */
  lockedRao: bigint;
  leavingRao: bigint;
  /** First block in which what is leaving can be taken; null where nothing is. */
  leavesBlock: number | null;
}

export interface Treasury {
  holder: Hex;
  proposed: Hex | null;
  fromBlock: number | null;
}

/** What the deployment fixed. */
export interface MarketParameters {
  netuid: number;
  rootWeightPpm: number;
  minWindowBlocks: number;
  annex: Hex;
  jury: Hex;
}

/** A key of a hidden benchmark that somebody published; it may be wrong. */
export interface BenchmarkKey {
  by: Hex;
  block: number;
  key: Hex;
}

/** In the order of the contract's enum. */
export const REQUEST_STAGES: readonly RequestStage[] = ['open', 'seeded', 'scoring', 'settling', 'settled', 'refunded'];
