// A transaction's life as data, from the wallet to finality; each state holds only what is known in it.
import type { AppError } from '../core/error/app-error.ts';

export interface ChainEvent {
  section: string;
  method: string;
  data: Record<string, unknown>;
}

export interface BlockRef {
  number: number;
  hash: `0x${string}`;
}

/** A signed transaction, as it can be looked for on the chain later; plain data. */
export interface SentTx {
  txHash: `0x${string}`;
  /** SS58 of the signer. */
  account: string;
  nonce: number;
  /** The chain and the runtime it was signed for. */
  genesisHash: `0x${string}`;
  specVersion: number;
  /** The first block that can hold it. */
  fromBlock: number;
  /** The last block that can hold it; null: any. */
  untilBlock: number | null;
}

/** What a transaction can cost its signer, known before it is signed. */
export interface TxCost {
  /** Goes to the contract: a bounty, a deposit, a bond, a price. */
  valueRao: bigint;
  /** Most the contract call can use; what it does not use stays on the account's EVM address. */
  gasRao: bigint;
  /** What the chain takes for the extrinsic itself. */
  feeRao: bigint;
  /** Moved to the account's EVM address first, in the same batch: value and gas less what lies there already. */
  topUpRao: bigint;
}

export type TxState =
  | { status: 'preparing' }
  /** The wallet is asked now. */
  | { status: 'awaiting-signature'; cost?: TxCost }
  /** Signed; the node has not said yet that it took it. */
  | { status: 'sending'; txHash: `0x${string}`; sent: SentTx }
  | { status: 'broadcast'; txHash: `0x${string}` }
  | { status: 'in-block'; txHash: `0x${string}`; block: BlockRef }
  | { status: 'retracted'; txHash: `0x${string}` }
  /** The connection broke after it was signed: whether it arrived is looked up. With an error: no longer by this call. */
  | { status: 'unknown'; txHash: `0x${string}`; error?: AppError }
  | { status: 'finalized'; txHash: `0x${string}`; block: BlockRef; events: ChainEvent[] }
  | { status: 'rejected' }
  | { status: 'failed'; error: AppError; txHash?: `0x${string}` };

export type TxFinalized = Extract<TxState, { status: 'finalized' }>;

export interface TxOptions {
  onState?: (state: TxState) => void;
  signal?: AbortSignal;
  /** Asked once the cost is known and before the wallet is; false ends it as `rejected`. */
  confirmCost?: (cost: TxCost) => Promise<boolean>;
  /** No later block can hold the transaction: for what must not be shown unless it counts. */
  notAfterBlock?: number;
  /** How long a lost chain is waited for after the transaction was signed; default 60,000. */
  patienceMs?: number;
}

/** Either the finalized transaction, or the user's refusal to sign (not an error). */
export type TxOutcome = TxFinalized | { status: 'rejected' };

export type TxFate =
  | { status: 'finalized'; block: BlockRef; events: ChainEvent[] }
  | { status: 'in-block'; block: BlockRef }
  /** The node holds it and will put it into a block. */
  | { status: 'waiting' }
  /** In no block and not with this node; it can still arrive. */
  | { status: 'absent' }
  /** The node serves another chain than the one it was signed for. */
  | { status: 'other-chain'; genesisHash: string }
  /** It failed in its block, or it can never be in one. */
  | { status: 'failed'; error: AppError; block?: BlockRef }
  /** The node no longer has what would tell. */
  | { status: 'untold'; reason: string; block?: BlockRef };
