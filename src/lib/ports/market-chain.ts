// What the market's verbs need of the chain: reads of contract and metagraph, and the calls that change them.
import type { Hex } from '../core/encoding/hex.ts';
import type {
  BenchmarkKey,
  Bond,
  Challenge,
  Elector,
  KeyDelivery,
  MarketParameters,
  MarketRequest,
  MarketSubmission,
  NamedPrice,
  Purchase,
  RegisteredBenchmark,
  RequestTerms,
  Treasury
} from '../core/market/market-state.ts';
import type { CommittedKey } from '../core/sealing/sealing-key-commitment.ts';
import type { Metagraph, PublishedKey, SealingKey } from '../core/market/metagraph.ts';
import type { MetadataDef } from '@polkadot/extension-inject/types';
import type { CommitEvidence } from '../core/weights/commit-state.ts';
import type { WeightCommit } from '../core/weights/weight-commit.ts';
import type { WeightRules } from '../core/weights/weight-rules.ts';
import type { BlockRef, SentTx, TxFate, TxOptions, TxOutcome } from './tx-state.ts';
import type { SigningAccount } from './signing-account.ts';
import type { WeightsCall } from '../core/weights/weights-call.ts';

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
  /** Null where nobody registered it. */
  registeredBenchmark(commitment: Hex): Promise<RegisteredBenchmark | null>;
  /** What the sellers have named for this buyer. */
  namedPrice(requestId: number, submissionIndex: number, publicKey: Hex): Promise<NamedPrice>;
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
  /**
   * Whether a hotkey, by its ss58 address on this chain, stood on the subnet with a validator permit at that block; null where the
   * node no longer knows. Not by uid: at another block that may have been another hotkey's.
   */
  hadPermitAt(hotkey: string, block: number): Promise<boolean | null>;
  /** X25519 keys that permitted validators published, expired ones too: see `core/sealing/keys-to-seal-to.ts`. */
  sealingKeys(): Promise<SealingKey[]>;
  /** The key that a hotkey (SS58) had on chain at a past block; `unknown` where the node has forgotten that block. */
  sealingKeyAt(hotkey: string, block: number): Promise<PublishedKey | null | 'unknown'>;

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
  /** Adds to a bounty. */
  topUp(account: SigningAccount, payment: { requestId: number; rao: bigint }, options?: TxOptions): Promise<TxOutcome>;
  /** Moves a deadline back. */
  extend(
    account: SigningAccount,
    request: { requestId: number; deadlineBlock: number },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** Ends a request that has no submission. */
  cancel(account: SigningAccount, requestId: number, options?: TxOptions): Promise<TxOutcome>;
  commitSubmission(
    account: SigningAccount,
    submission: {
      requestId: number;
      uid: number;
      commitment: Hex;
      sealedCid: string;
      depositRao: bigint;
      /** Proof that the hotkey is invited; left out where everybody may submit. */
      invitation?: Hex[];
    },
    options?: TxOptions
  ): Promise<TxOutcome>;
  revealSubmission(
    account: SigningAccount,
    submission: { requestId: number; index: number; plainCid: string; keyHash: Hex; salt: Hex; keyBoxCid: string },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** Seats the validators. */
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
  /** Calls a larger jury. @param challenge.bondRao twice the challenge's. */
  appeal(
    account: SigningAccount,
    challenge: { requestId: number; challengeId: number; bondRao: bigint },
    options?: TxOptions
  ): Promise<TxOutcome>;
  resolve(
    account: SigningAccount,
    challenge: { requestId: number; challengeId: number },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** Settles, or refunds; several calls where submissions and seats are many. */
  settle(account: SigningAccount, requestId: number, options?: TxOptions): Promise<TxOutcome>;
  openPackage(
    account: SigningAccount,
    submission: { requestId: number; index: number; key: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** @param delivery.seat of a validator; ignored for the miner itself. */
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
  /** @param reveal.seat of a validator; ignored for the requester. */
  revealBenchmark(
    account: SigningAccount,
    reveal: { requestId: number; seat: number; key: Hex },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** Gives the deposit for a benchmark's key that nobody published to the treasury. */
  forfeitDeposit(account: SigningAccount, requestId: number, options?: TxOptions): Promise<TxOutcome>;
  /** Offers a benchmark to requesters, who bring the fee with their requests. */
  registerBenchmark(
    account: SigningAccount,
    benchmark: { commitment: Hex; feeRao: bigint; cid: string },
    options?: TxOptions
  ): Promise<TxOutcome>;
  /** What this seller asks of one buyer. @param price.buyer its public key. */
  namePrice(
    account: SigningAccount,
    price: { requestId: number; index: number; buyer: Hex; rao: bigint },
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
  publishSealingKey(account: SigningAccount, key: CommittedKey, options?: TxOptions): Promise<TxOutcome>;
  /** What the chain asks of this hotkey's weights now. */
  weightRules(publicKey: Hex, options?: { mechid?: number }): Promise<WeightRules>;
  sendWeights(account: SigningAccount, call: WeightsCall, options?: TxOptions): Promise<TxOutcome>;
  /** What the chain shows of a commit that this machine remembers. */
  commitEvidence(commit: WeightCommit): Promise<CommitEvidence>;

  /** Public key behind an SS58 address; null for a text that is none. */
  publicKeyOf(address: string): Hex | null;
  /** sr25519 signature over `<Bytes>text</Bytes>`; null when the user refuses. */
  signStatement(account: SigningAccount, text: string): Promise<Hex | null>;
  /** What a wallet extension gets to know of this chain. */
  walletMetadata(): Promise<MetadataDef>;
  /** What became of a transaction that was signed earlier, maybe by a page that is closed now. */
  findTransaction(sent: SentTx): Promise<TxFate>;
}
