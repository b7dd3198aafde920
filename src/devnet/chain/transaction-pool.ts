// Transactions that wait for a block. Ready ones follow the account's nonce without a gap, future ones wait for theirs.
import { u8aToHex } from '@polkadot/util';
import type { Extrinsic } from '../runtime/extrinsic.ts';

/** The life of a transaction as `author_submitAndWatchExtrinsic` tells it. */
export type TransactionStatus =
  | 'ready'
  | 'future'
  | 'invalid'
  | 'dropped'
  | { inBlock: string }
  | { retracted: string }
  | { finalized: string }
  | { usurped: string };

export type StatusListener = (status: TransactionStatus) => void;

/** Why the pool itself refuses a transaction. */
export class PoolRefusal extends Error {
  readonly code: number;
  readonly data: string;

  constructor(code: number, message: string, data: string) {
    super(message);
    this.name = 'PoolRefusal';
    this.code = code;
    this.data = data;
  }
}

interface Entry {
  extrinsic: Extrinsic;
  sender: string;
  nonce: number;
  arrival: number;
  isReady: boolean;
  listeners: Set<StatusListener>;
}

const LIMIT = 8192;

export class TransactionPool {
  private readonly byHash = new Map<string, Entry>();
  private readonly bySender = new Map<string, Map<number, Entry>>();
  private arrivals = 0;

  get size(): number {
    return this.byHash.size;
  }

  /**
   * Takes a validated transaction.
   * @param accountNonce the sender's nonce in the newest state.
   * @throws PoolRefusal 1013 for one that is already here, 1014 for another with the same nonce, 1016 when full.
   */
  add(extrinsic: Extrinsic, accountNonce: number, ...listeners: StatusListener[]): void {
    const hash = u8aToHex(extrinsic.hash);
    const { signer, nonce } = extrinsic.signed!;
    if (this.byHash.has(hash)) throw new PoolRefusal(1013, 'Transaction Already Imported', hash);
    const sender = u8aToHex(signer);
    const waiting = this.bySender.get(sender) ?? new Map<number, Entry>();
    if (waiting.has(nonce)) throw tooLowPriority();
    if (this.byHash.size >= LIMIT)
      throw new PoolRefusal(
        1016,
        'Immediately Dropped',
        "The transaction couldn't enter the pool because of the limit"
      );
    const entry: Entry = {
      extrinsic,
      sender,
      nonce,
      arrival: this.arrivals++,
      isReady: false,
      listeners: new Set(listeners)
    };
    waiting.set(nonce, entry);
    this.bySender.set(sender, waiting);
    this.byHash.set(hash, entry);
    this.promote(sender, accountNonce);
    if (!entry.isReady) tell(entry, 'future');
  }

  /** The nonce after all ready transactions of an account. */
  nextNonce(account: Uint8Array, accountNonce: number): number {
    const waiting = this.bySender.get(u8aToHex(account));
    let next = accountNonce;
    while (waiting?.has(next)) next++;
    return next;
  }

  /** The earliest ready transaction whose turn `isNext` says it is. */
  next(isNext: (extrinsic: Extrinsic) => boolean): Extrinsic | undefined {
    let first: Entry | undefined;
    for (const entry of this.byHash.values())
      if (entry.isReady && (!first || entry.arrival < first.arrival) && isNext(entry.extrinsic)) first = entry;
    return first?.extrinsic;
  }

  hasReady(): boolean {
    for (const { isReady } of this.byHash.values()) if (isReady) return true;
    return false;
  }

  /** The ready transactions, as `author_pendingExtrinsics` lists them. */
  ready(): Extrinsic[] {
    return [...this.byHash.values()].filter(({ isReady }) => isReady).map(({ extrinsic }) => extrinsic);
  }

  /** Ends a transaction's stay. @returns who listens, to tell them what follows. */
  remove(extrinsic: Extrinsic): StatusListener[] {
    const hash = u8aToHex(extrinsic.hash);
    const entry = this.byHash.get(hash);
    if (!entry) return [];
    this.byHash.delete(hash);
    const waiting = this.bySender.get(entry.sender);
    waiting?.delete(entry.nonce);
    if (waiting?.size === 0) this.bySender.delete(entry.sender);
    return [...entry.listeners];
  }

  unwatch(listener: StatusListener): void {
    for (const entry of this.byHash.values()) entry.listeners.delete(listener);
  }

  /** Follows an account's new nonce: what continues it without a gap is ready, what does not waits. */
  promote(sender: string, accountNonce: number): void {
    const waiting = this.bySender.get(sender);
    if (!waiting) return;
    let next = accountNonce;
    while (waiting.has(next)) next++;
    for (const entry of waiting.values()) {
      const isReady = entry.nonce < next;
      if (isReady === entry.isReady) continue;
      entry.isReady = isReady;
      tell(entry, isReady ? 'ready' : 'future');
    }
  }
}

function tell(entry: Entry, status: TransactionStatus): void {
  for (const listener of entry.listeners) listener(status);
}

/** Priorities are flat on subtensor: nothing that waits is ever replaced. */
const tooLowPriority = (): PoolRefusal =>
  new PoolRefusal(
    1014,
    'Priority is too low: (1 vs 1)',
    'The transaction has too low priority to replace another transaction already in the pool.'
  );
