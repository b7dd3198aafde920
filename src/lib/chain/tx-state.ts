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

export type TxState =
  | { status: 'preparing' }
  | { status: 'awaiting-signature' }
  | { status: 'broadcast'; txHash: `0x${string}` }
  | { status: 'in-block'; txHash: `0x${string}`; block: BlockRef }
  | { status: 'retracted'; txHash: `0x${string}` }
  | { status: 'finalized'; txHash: `0x${string}`; block: BlockRef; events: ChainEvent[] }
  | { status: 'rejected' }
  | { status: 'failed'; error: AppError; txHash?: `0x${string}` };

export type TxFinalized = Extract<TxState, { status: 'finalized' }>;

export interface TxOptions {
  onState?: (state: TxState) => void;
  signal?: AbortSignal;
}
