// What the market's verbs need of the chain: reads of contract and metagraph, and the calls that change them.
import type { MetadataDef } from '@polkadot/extension-inject/types';
import type { CommitEvidence } from '../core/weights/commit-state.ts';
import type { WeightCommit } from '../core/weights/weight-commit.ts';
import type { WeightRules } from '../core/weights/weight-rules.ts';
import type { TxFate } from './find-transaction.ts';
import type { SigningAccount } from './signing-account.ts';
import type { TxOutcome } from './submit-extrinsic.ts';
import type { BlockRef, SentTx, TxOptions } from './tx-state.ts';
import type { WeightsCall } from './weights-calls.ts';

export type Hex = `0x${string}`;
export type RequestStatus = 'open' | 'settled' | 'refunded';

export interface MarketRequest {
  id: number;
  /** EVM address of the requester: the first 20 bytes of its public key. */
  requester: Hex;
  status: RequestStatus;
  openedBlock: number;
  /** Last block for submissions; its hash seeds the scoring. */
  deadlineBlock: number;
  /** Last block for scores. */
  scoringEndBlock: number;
  /** Least median that is paid, in parts per million. */
  thresholdPpm: number;
  bountyRao: bigint;
  benchmarkCommitment: Hex;
  /** Block of the settlement or refund; null before. */
  closedBlock: number | null;
  /** What the settlement gave to miners and to validators; the rest of the bounty went to the treasury. */
  minersRao: bigint;
  validatorsRao: bigint;
  specCid: string;
}

export interface MarketScore {
  validator: Hex;
  uid: number;
  scorePpm: number;
  block: number;
  /** CID of the signed report. */
  reportCid: string;
}

export interface MarketSubmission {
  requestId: number;
  index: number;
  /** Public key of the miner's hotkey. */
  hotkey: Hex;
  uid: number;
  block: number;
  packageCid: string;
  /** Set by settlement; null before. */
  medianPpm: number | null;
  paidRao: bigint;
  scores: MarketScore[];
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
  /** Calls back with every new best block; returns the way to stop. */
  onBlock(listener: (block: BlockRef) => void): Promise<() => void>;

  requestCount(): Promise<number>;
  request(id: number): Promise<MarketRequest>;
  submissions(requestId: number): Promise<MarketSubmission[]>;
  /** The published keys of a request's benchmark, earliest first. */
  benchmarkKeys(requestId: number): Promise<BenchmarkKey[]>;
  owedRao(publicKey: Hex): Promise<bigint>;
  balanceRao(address: string): Promise<bigint>;

  metagraph(options?: { weights?: boolean }): Promise<Metagraph>;
  /** Whether the uid had a validator permit at that block; null where the node no longer knows. */
  hadPermitAt(uid: number, block: number): Promise<boolean | null>;
  /** X25519 keys that permitted validators published. */
  sealingKeys(): Promise<SealingKey[]>;

  open(
    account: SigningAccount,
    request: {
      specCid: string;
      benchmarkCommitment: Hex;
      deadlineBlock: number;
      scoringBlocks: number;
      thresholdPpm: number;
      bountyRao: bigint;
    },
    options?: TxOptions
  ): Promise<TxOutcome & { requestId?: number }>;
  submit(
    account: SigningAccount,
    submission: { requestId: number; uid: number; packageCid: string },
    options?: TxOptions
  ): Promise<TxOutcome>;
  score(
    account: SigningAccount,
    score: { requestId: number; submissionIndex: number; uid: number; scorePpm: number; reportCid: string },
    options?: TxOptions
  ): Promise<TxOutcome>;
  settle(account: SigningAccount, requestId: number, options?: TxOptions): Promise<TxOutcome>;
  claim(account: SigningAccount, payTo: Hex, options?: TxOptions): Promise<TxOutcome>;
  revealBenchmark(account: SigningAccount, requestId: number, key: Hex, options?: TxOptions): Promise<TxOutcome>;
  publishSealingKey(account: SigningAccount, publicKey: Uint8Array, options?: TxOptions): Promise<TxOutcome>;
  /** What the chain asks of this hotkey's weights now. */
  weightRules(publicKey: Hex, options?: { mechanism?: number }): Promise<WeightRules>;
  sendWeights(account: SigningAccount, call: WeightsCall, options?: TxOptions): Promise<TxOutcome>;
  /** What the chain shows of a commit that this machine remembers. */
  commitEvidence(commit: WeightCommit): Promise<CommitEvidence>;

  /** sr25519 signature over `<Bytes>text</Bytes>`; null when the user refuses. */
  signStatement(account: SigningAccount, text: string): Promise<Hex | null>;
  /** What a wallet extension is told of this chain. */
  walletMetadata(): Promise<MetadataDef>;
  /** What became of a transaction that was signed earlier, maybe by a page that is closed now. */
  findTransaction(sent: SentTx): Promise<TxFate>;
}
