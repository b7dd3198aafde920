// The chain: its blocks, its state and its pool. Blocks are made one after another; each is final as soon as it stands.
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { AppError } from '#lib/core/error/app-error.ts';
import { blake2_256 } from '../frame/hashers.ts';
import { header as headerCodec, type Header } from '../frame/runtime-types.ts';
import { systemStorage } from '../pallets/system.ts';
import { MINIMUM_PERIOD_MS, timestampStorage } from '../pallets/timestamp.ts';
import { BlockContext } from '../runtime/block-context.ts';
import { decodeExtrinsic, type Extrinsic } from '../runtime/extrinsic.ts';
import { InvalidTransaction } from '../runtime/invalid-transaction.ts';
import {
  applyExtrinsic,
  checkBirth,
  checkCall,
  checkStanding,
  finalizeBlock,
  initializeBlock,
  takeEvents,
  validateTransaction
} from '../runtime/runtime.ts';
import { decode, encode } from '../scale/codec.ts';
import { text, u32 } from '../scale/primitives.ts';
import type { ReadableState, StateChanges } from '../state/key-value.ts';
import { VersionedState } from '../state/versioned-state.ts';
import type { BlockRecord, PlacedLog } from './block-record.ts';
import type { ChainStore, StoredBlock } from './chain-store.ts';
import { TransactionPool, type StatusListener } from './transaction-pool.ts';

/** Transactions in one block at most. */
const BLOCK_TRANSACTIONS = 1000;
const RECENT_BLOCKS = 256;

export interface ChainOptions {
  store: ChainStore;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Says which genesis this is; another one on disk is refused. */
  genesisDigest: string;
  /** The state of block 0. Asked only for a new chain. */
  genesisState: () => Promise<Iterable<readonly [string, Uint8Array]>>;
  /** How many blocks back the state can be asked for. */
  stateWindowBlocks?: number;
  /** Hears of a transaction that broke the runtime: a fault of this chain, not of the sender. */
  onFault?: (error: unknown) => void;
}

/** A block that has become the newest, and the newest final one. */
export interface NewBlock {
  number: number;
  hash: Uint8Array;
  header: Header;
  changes: StateChanges;
}

export interface ChainBlock {
  header: Header;
  hash: Uint8Array;
  extrinsics: Uint8Array[];
}

export class Chain {
  readonly pool = new TransactionPool();
  readonly logs: PlacedLog[];
  private readonly store: ChainStore;
  private readonly now: () => number;
  private readonly onFault: (error: unknown) => void;
  private readonly state: VersionedState;
  private readonly hashes: Uint8Array[];
  private readonly numbers: Map<string, number>;
  private readonly listeners = new Set<(block: NewBlock) => void>();
  private readonly readyListeners = new Set<() => void>();
  /** The newest blocks, which everybody asks for. */
  private readonly recent = new Map<number, StoredBlock>();
  private stateRoot: Uint8Array;
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    options: ChainOptions,
    state: VersionedState,
    hashes: Uint8Array[],
    logs: PlacedLog[],
    stateRoot: Uint8Array
  ) {
    this.store = options.store;
    this.now = options.now;
    this.onFault = options.onFault ?? (() => {});
    this.state = state;
    this.hashes = hashes;
    this.logs = logs;
    this.stateRoot = stateRoot;
    this.numbers = new Map(hashes.map((hash, number) => [u8aToHex(hash), number]));
  }

  /**
   * Continues the stored chain, or begins a new one.
   * @throws AppError `devnet/genesis-changed` when the stored chain began otherwise.
   */
  static async open(options: ChainOptions): Promise<Chain> {
    const stored = await options.store.load();
    if (!stored) return Chain.begin(options);
    if (stored.genesisDigest !== options.genesisDigest)
      throw new AppError(
        'devnet/genesis-changed',
        'The stored local chain began with another genesis than this version has.',
        {
          hints: ['Start over with --fresh, or choose another data directory.']
        }
      );
    const state = new VersionedState(stored.base, stored.state, options.stateWindowBlocks);
    for (const { number, changes } of stored.recent) state.apply(number, changes);
    const logs = [...stored.logs, ...stored.recent.flatMap((block) => block.logs)];
    const newest = await options.store.read(stored.hashes.length - 1);
    return new Chain(options, state, stored.hashes, logs, decode(headerCodec, newest!.header).state_root);
  }

  private static async begin(options: ChainOptions): Promise<Chain> {
    const entries = new Map(await options.genesisState());
    const stateRoot = rootAfter(new Uint8Array(32), entries);
    const header: Header = {
      parent_hash: new Uint8Array(32),
      number: 0,
      state_root: stateRoot,
      extrinsics_root: rootOf([]),
      digest: { logs: [] }
    };
    const bytes = encode(headerCodec, header);
    const hash = blake2_256(bytes);
    await options.store.create(options.genesisDigest, {
      number: 0,
      hash,
      header: bytes,
      extrinsics: [],
      changes: entries,
      logs: []
    });
    return new Chain(options, new VersionedState(0, entries, options.stateWindowBlocks), [hash], [], stateRoot);
  }

  get bestNumber(): number {
    return this.hashes.length - 1;
  }

  get bestHash(): Uint8Array {
    return this.hashes.at(-1)!;
  }

  /** Every block is final at once. Callers must not assume it: they ask here. */
  get finalizedNumber(): number {
    return this.bestNumber;
  }

  get genesisHash(): Uint8Array {
    return this.hashes[0]!;
  }

  hashOf(number: number): Uint8Array | undefined {
    return this.hashes[number];
  }

  numberOf(hash: Uint8Array): number | undefined {
    return this.numbers.get(u8aToHex(hash));
  }

  async block(number: number): Promise<ChainBlock | undefined> {
    const stored = this.recent.get(number) ?? (await this.store.read(number));
    return stored && { hash: stored.hash, extrinsics: stored.extrinsics, header: decode(headerCodec, stored.header) };
  }

  /** The newest state. */
  get bestState(): ReadableState {
    return this.state;
  }

  /** The state after a block, or undefined when it is no longer kept. */
  stateAt(number: number): ReadableState | undefined {
    return this.state.at(number);
  }

  /** Hears of every new block. @returns how to stop. */
  onBlock(listener: (block: NewBlock) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hears when a transaction waits for a block. @returns how to stop. */
  onReady(listener: () => void): () => void {
    this.readyListeners.add(listener);
    return () => this.readyListeners.delete(listener);
  }

  /**
   * Checks a transaction and puts it into the pool.
   * @throws AppError `devnet/scale-invalid`, InvalidTransaction or PoolRefusal; then nothing has changed.
   */
  submit(bytes: Uint8Array, listener?: StatusListener): Extrinsic {
    const extrinsic = validateTransaction(this.state, decodeExtrinsic(bytes), {
      genesisHash: this.genesisHash,
      headHash: this.bestHash
    });
    const { signer } = extrinsic.signed!;
    this.pool.add(extrinsic, this.nonceOf(signer), listener);
    if (this.pool.hasReady()) for (const notify of this.readyListeners) notify();
    return extrinsic;
  }

  nonceOf(account: Uint8Array): number {
    return systemStorage.Account.get(this.state, account).nonce;
  }

  /** Makes the next block of what is ready, empty or not. */
  newBlock(): Promise<NewBlock> {
    const made = this.queue.then(() => this.makeBlock());
    this.queue = made.catch(() => undefined);
    return made;
  }

  /** Waits for blocks under way and closes the store. */
  async close(): Promise<void> {
    await this.queue;
    await this.store.close();
  }

  private async makeBlock(): Promise<NewBlock> {
    const number = this.bestNumber + 1;
    const parentHash = this.bestHash;
    const timestampMs = Math.max(this.now(), Number(timestampStorage.Now.get(this.state)) + MINIMUM_PERIOD_MS);
    const context = new BlockContext(this.state, { number, timestampMs, parentHash });
    const inherent = await initializeBlock(context);
    const records = takeEvents(context, { type: 'Initialization' });
    const included: Extrinsic[] = [decodeExtrinsic(inherent)];
    const logs: Omit<PlacedLog, 'blockHash'>[] = [];
    const rejected: Extrinsic[] = [];
    for (let index = 0; index < included.length; index++) {
      const current = included[index]!;
      if (await this.apply(context, current)) records.push(...takeEvents(context, { type: 'ApplyExtrinsic', index }));
      else rejected.push(...included.splice(index--, 1));
      for (const log of context.evmLogs.splice(0))
        logs.push({
          ...log,
          blockNumber: number,
          transactionIndex: index,
          transactionHash: current.hash,
          logIndex: logs.length
        });
      const next = this.takeNext(context, included, rejected);
      if (next) included.push(next);
    }
    const extrinsics = included.map(({ bytes }) => bytes);
    finalizeBlock(context, records, extrinsics);
    return this.importBlock(context, included, rejected, logs);
  }

  /** Runs a transaction. One that breaks the runtime itself leaves no trace and is thrown out, so that the chain goes on. */
  private async apply(context: BlockContext, extrinsic: Extrinsic): Promise<boolean> {
    try {
      await context.transactional(() => applyExtrinsic(context, extrinsic));
      return true;
    } catch (error) {
      if (!extrinsic.signed) throw error;
      this.onFault(error);
      return false;
    }
  }

  /** The next transaction whose turn it is; those that have become invalid are set aside. */
  private takeNext(
    context: BlockContext,
    included: readonly Extrinsic[],
    rejected: Extrinsic[]
  ): Extrinsic | undefined {
    if (included.length > BLOCK_TRANSACTIONS) return undefined;
    const taken = new Set<Extrinsic>([...included, ...rejected]);
    for (;;) {
      const next = this.pool.next(
        (extrinsic) =>
          !taken.has(extrinsic) &&
          extrinsic.signed!.nonce <= systemStorage.Account.get(context.state, extrinsic.signed!.signer).nonce
      );
      if (!next) return undefined;
      taken.add(next);
      try {
        checkBirth(context, next);
        checkStanding(context.state, next);
        checkCall(context, next);
        return next;
      } catch (error) {
        if (!(error instanceof InvalidTransaction)) throw error;
        rejected.push(next);
      }
    }
  }

  private async importBlock(
    context: BlockContext,
    included: readonly Extrinsic[],
    rejected: readonly Extrinsic[],
    logs: readonly Omit<PlacedLog, 'blockHash'>[]
  ): Promise<NewBlock> {
    const extrinsics = included.map(({ bytes }) => bytes);
    const { changes } = context.state;
    const stateRoot = rootAfter(this.stateRoot, changes);
    const header: Header = {
      parent_hash: context.parentHash,
      number: context.blockNumber,
      state_root: stateRoot,
      extrinsics_root: rootOf(extrinsics),
      digest: { logs: [] }
    };
    const bytes = encode(headerCodec, header);
    const hash = blake2_256(bytes);
    const placed = logs.map((log): PlacedLog => ({ ...log, blockHash: hash }));
    const record: BlockRecord = { number: context.blockNumber, hash, header: bytes, extrinsics, changes, logs: placed };
    await this.store.append(record, { hashes: this.hashes, logs: this.logs, state: this.state.entries() });
    this.recent.set(record.number, record);
    this.recent.delete(record.number - RECENT_BLOCKS);
    this.state.apply(record.number, changes);
    this.stateRoot = stateRoot;
    this.hashes.push(hash);
    this.numbers.set(u8aToHex(hash), record.number);
    this.logs.push(...placed);
    const block: NewBlock = { number: record.number, hash, header, changes };
    this.tellPool(included, rejected, u8aToHex(hash), () => {
      for (const listener of this.listeners) listener(block);
    });
    return block;
  }

  /** Tells the watchers of each transaction; new heads go out between "in block" and "finalized", as a node does. */
  private tellPool(
    included: readonly Extrinsic[],
    rejected: readonly Extrinsic[],
    hash: string,
    announce: () => void
  ): void {
    const watchers = included.flatMap((extrinsic) => this.pool.remove(extrinsic));
    for (const extrinsic of rejected) for (const tell of this.pool.remove(extrinsic)) tell('invalid');
    const senders = new Set([...included, ...rejected].flatMap(({ signed }) => (signed ? [signed.signer] : [])));
    for (const sender of senders) this.pool.promote(u8aToHex(sender), this.nonceOf(sender));
    for (const tell of watchers) tell({ inBlock: hash });
    announce();
    for (const tell of watchers) tell({ finalized: hash });
  }
}

/**
 * The state root after some changes: a hash over the previous root and the changed keys in order. It fixes the whole
 * history of the state; it is no trie root, so it proves no single key.
 */
function rootAfter(previous: Uint8Array, changes: StateChanges): Uint8Array {
  const parts: Uint8Array[] = [previous];
  for (const key of [...changes.keys()].sort()) {
    const value = changes.get(key) ?? undefined;
    parts.push(encode(text, key), encode(u32, value ? value.length + 1 : 0), value ?? new Uint8Array());
  }
  return blake2_256(u8aConcat(...parts));
}

const rootOf = (extrinsics: readonly Uint8Array[]): Uint8Array =>
  blake2_256(u8aConcat(...extrinsics.map((bytes) => blake2_256(bytes))));
