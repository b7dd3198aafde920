// What the market's verbs need of the chain: reads of contract and metagraph, and the calls that change them.
import type { MetadataDef } from '@polkadot/extension-inject/types';
import type { CommitEvidence } from '../core/weights/commit-state.ts';
import type { WeightCommit } from '../core/weights/weight-commit.ts';
import type { WeightRules } from '../core/weights/weight-rules.ts';
import type { TxFate } from './tx/find-transaction.ts';
import type { SigningAccount } from '../ports/signing-account.ts';
import type { TxOutcome } from './tx/submit-extrinsic.ts';
import type { BlockRef, SentTx, TxOptions } from '../ports/tx-state.ts';
import type { WeightsCall } from './subtensor/weights-calls.ts';

export type Hex = `0x${string}`;
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
  /** When the electors were seated; null before. */
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
  openChallenges: number;
  /** What the settlement gave to miners and to validators; the rest of the bounty went to the treasury. */
  minersRao: bigint;
  validatorsRao: bigint;
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
  /** Last block for the draw, later for verdict commits. */
  deadlineBlock: number;
  evidenceCid: string;
  /** Seats of the jury with what they found so far; empty before the draw. */
  jurors: JurorVerdict[];
  medianPpm: number | null;
  slashedRao: bigint;
  resolvedBlock: number | null;
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
}

/** A key of a hidden benchmark that somebody published; it may be wrong. */
export interface BenchmarkKey {
  by: Hex;
  block: number;
  key: Hex;
}

export interface Neuron {
  uid: number;
  /** SS58 and public key of the hotkey. */
  hotkey: string;
  publicKey: Hex;
  coldkey: string;
  validatorPermit: boolean;
  active: boolean;
  stakeRao: bigint;
  /** u16 fixed point of the chain: 65535 = 1. */
  consensus: number;
  incentive: number;
  dividends: number;
  validatorTrust: number;
  emissionRao: bigint;
  lastUpdateBlock: number;
  /** Weights row as the chain stores it: [uid, u16]. */
  weights: [uid: number, weight: number][];
}

export interface Metagraph {
  netuid: number;
  block: number;
  tempo: number;
  blocksSinceEpoch: number;
  neurons: Neuron[];
}

export interface SealingKey {
  uid: number;
  hotkey: string;
  /** X25519 public key, 32 bytes. */
  publicKey: Uint8Array;
}

export interface ChainIdentity {
  name: string;
  genesisHash: Hex;
  specVersion: number;
  netuid: number;
  marketAddress: Hex;
  isLocal: boolean;
}

export interface MarketChain {
  identity(): ChainIdentity;
  bestBlock(): Promise<BlockRef>;
  /** Hash of a past block. Throws AppError `chain/no-such-block`. */
  blockHash(number: number): Promise<Hex>;
  /** When a past block was made, in milliseconds since 1970; null where the node cannot say. */
  blockTimeMs(number: number): Promise<number | null>;
  /** Calls back with every new best block; returns the way to stop. */
  onBlock(listener: (block: BlockRef) => void): Promise<() => void>;

  parameters(): Promise<MarketParameters>;
  requestCount(): Promise<number>;
  request(id: number): Promise<MarketRequest>;
  submissions(requestId: number): Promise<MarketSubmission[]>;
  electors(requestId: number): Promise<Elector[]>;
  challenges(requestId: number): Promise<Challenge[]>;
  purchases(requestId: number, submissionIndex: number): Promise<Purchase[]>;
  keyDeliveries(requestId: number, submissionIndex: number): Promise<KeyDelivery[]>;
  /** The published keys of a request's benchmark, earliest first. */
  benchmarkKeys(requestId: number): Promise<BenchmarkKey[]>;
  /** What this account would pay for a package now. */
  priceRao(requestId: number, submissionIndex: number, publicKey: Hex): Promise<bigint>;
  bond(publicKey: Hex): Promise<Bond>;
  treasury(): Promise<Treasury>;
  /** What this hotkey's commitments hash on this market; pure. Shapes: docs/market.md. */
  submissionCommitment(
    place: { requestId: number; hotkey: Hex },
    submission: { plainCid: string; keyHash: Hex; salt: Hex }
  ): Hex;
  scoresCommitment(
    place: { requestId: number; hotkey: Hex },
    scores: { scoresPpm: readonly number[]; reportsCid: string; salt: Hex }
  ): Hex;
  verdictCommitment(
    place: { requestId: number; hotkey: Hex },
    verdict: { challengeId: number; scorePpm: number; reportCid: string; salt: Hex }
  ): Hex;
  owedRao(publicKey: Hex): Promise<bigint>;
  balanceRao(address: string): Promise<bigint>;
  /** What earlier contract calls of this account left on its EVM address. */
  leftoverRao(publicKey: Hex): Promise<bigint>;

  metagraph(options?: { weights?: boolean }): Promise<Metagraph>;
  /** Whether the uid had a validator permit at that block; null where the node no longer knows. */
  hadPermitAt(uid: number, block: number): Promise<boolean | null>;
  /** X25519 keys that permitted validators published. */
  sealingKeys(): Promise<SealingKey[]>;

  open(
    account: SigningAccount,
    request: {
      specCid: string;
      licenceCid: string | null;
      benchmarkCommitment: Hex;
      bountyRao: bigint;
      terms: RequestTerms;
    },
    options?: TxOptions
  ): Promise<TxOutcome & { requestId?: number }>;
  commitSubmission(
    account: SigningAccount,
    submission: { requestId: number; uid: number; commitment: Hex; sealedCid: string; depositRao: bigint },
    options?: TxOptions
  ): Promise<TxOutcome>;
  revealSubmission(
    account: SigningAccount,
    submission: { requestId: number; index: number; plainCid: string; keyHash: Hex; salt: Hex; keyBoxCid: string },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** Seats the electors. */
  snapshot(account: SigningAccount, requestId: number, options?: TxOptions): Promise<TxOutcome>;
  /** Draws who must score; several calls where the submissions are many. */
  draw(account: SigningAccount, requestId: number, options?: TxOptions): Promise<TxOutcome>;
  commitScores(
    account: SigningAccount,
    scores: { requestId: number; seat: number; commitment: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  revealScores(
    account: SigningAccount,
    scores: { requestId: number; seat: number; scoresPpm: readonly number[]; reportsCid: string; salt: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  challenge(
    account: SigningAccount,
    challenge: { requestId: number; submissionIndex: number; seat: number; evidenceCid: string; bondRao: bigint },
    options?: TxOptions
  ): Promise<TxOutcome>;
  drawJury(
    account: SigningAccount,
    challenge: { requestId: number; challengeId: number },
    options?: TxOptions
  ): Promise<TxOutcome>;
  commitVerdict(
    account: SigningAccount,
    verdict: { requestId: number; challengeId: number; seat: number; commitment: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  revealVerdict(
    account: SigningAccount,
    verdict: {
      requestId: number;
      challengeId: number;
      seat: number;
      scorePpm: number;
      reportCid: string;
      salt: Hex;
    },
    options?: TxOptions
  ): Promise<TxOutcome>;
  resolve(
    account: SigningAccount,
    challenge: { requestId: number; challengeId: number },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** Settles, or refunds; several calls where submissions and electors are many. */
  settle(account: SigningAccount, requestId: number, options?: TxOptions): Promise<TxOutcome>;
  openPackage(
    account: SigningAccount,
    submission: { requestId: number; index: number; key: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** @param delivery.seat of an elector; ignored for the miner itself. */
  deliverKey(
    account: SigningAccount,
    delivery: { requestId: number; index: number; seat: number; sealedKey: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  forfeit(
    account: SigningAccount,
    submission: { requestId: number; index: number },
    options?: TxOptions
  ): Promise<TxOutcome>;
  buy(
    account: SigningAccount,
    purchase: { requestId: number; index: number; buyerKey: Hex; priceRao: bigint },
    options?: TxOptions
  ): Promise<TxOutcome>;
  releaseKey(
    account: SigningAccount,
    release: { requestId: number; index: number; purchaseId: number; sealedKey: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  refundPurchase(
    account: SigningAccount,
    purchase: { requestId: number; index: number; purchaseId: number },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** @param reveal.seat of an elector; ignored for the requester. */
  revealBenchmark(
    account: SigningAccount,
    reveal: { requestId: number; seat: number; key: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  depositBond(account: SigningAccount, rao: bigint, options?: TxOptions): Promise<TxOutcome>;
  requestWithdrawal(account: SigningAccount, rao: bigint, options?: TxOptions): Promise<TxOutcome>;
  withdrawBond(account: SigningAccount, options?: TxOptions): Promise<TxOutcome>;
  claim(account: SigningAccount, payTo: Hex, options?: TxOptions): Promise<TxOutcome>;
  proposeTreasury(account: SigningAccount, successor: Hex | null, options?: TxOptions): Promise<TxOutcome>;
  acceptTreasury(account: SigningAccount, options?: TxOptions): Promise<TxOutcome>;
  /** Takes back what calls left on the account's EVM address (`evm.withdraw`). */
  takeBackLeftover(account: SigningAccount, rao: bigint, options?: TxOptions): Promise<TxOutcome>;
  publishSealingKey(account: SigningAccount, publicKey: Uint8Array, options?: TxOptions): Promise<TxOutcome>;
  /** What the chain asks of this hotkey's weights now. */
  weightRules(publicKey: Hex, options?: { mechanism?: number }): Promise<WeightRules>;
  sendWeights(account: SigningAccount, call: WeightsCall, options?: TxOptions): Promise<TxOutcome>;
  /** What the chain shows of a commit that this machine remembers. */
  commitEvidence(commit: WeightCommit): Promise<CommitEvidence>;

  /** Public key behind an SS58 address; null for a text that is none. */
  publicKeyOf(address: string): Hex | null;
  /** sr25519 signature over `<Bytes>text</Bytes>`; null when the user refuses. */
  signStatement(account: SigningAccount, text: string): Promise<Hex | null>;
  /** What a wallet extension is told of this chain. */
  walletMetadata(): Promise<MetadataDef>;
  /** What became of a transaction that was signed earlier, maybe by a page that is closed now. */
  findTransaction(sent: SentTx): Promise<TxFate>;
}
