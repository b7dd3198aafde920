// The chain: its blocks, its state and its pool. Blocks are made one after another; each is final at once, or a settable
// number of blocks later: until then it can be retracted.
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { AppError } from '#lib/core/error/app-error.ts';
import { isDiskFull } from '#lib/core/error/disk-full.ts';
import { blake2_256 } from '../frame/hashers.ts';
import { header as headerCodec, type Header } from '../frame/runtime-types.ts';
import { systemStorage } from '../pallets/system.ts';
import { MINIMUM_PERIOD_MS, timestampStorage } from '../pallets/timestamp.ts';
import { decodeExtrinsic, type Extrinsic } from '../runtime/extrinsic.ts';
import { validateTransaction } from '../runtime/runtime.ts';
import { decode, encode } from '../scale/codec.ts';
import type { ReadableState, StateChanges } from '../state/key-value.ts';
import { VersionedState, type StateWindow } from '../state/versioned-state.ts';
import type { BlockRecord, PlacedLog } from './block-record.ts';
import { buildBlock, type BuiltBlock } from './build-block.ts';
import type { ChainSoFar, ChainStore, StoredBlock } from './chain-store.ts';
import { extrinsicsRoot, stateRootAfter } from './state-root.ts';
import { TransactionPool, type StatusListener } from './transaction-pool.ts';
import { UnfinalBlocks, type UnfinalBlock } from './unfinal-blocks.ts';

const RECENT_BLOCKS = 256;
/** Blocks that may wait to become final: fewer than the states that are kept. */
export const MAX_FINALITY_LAG = 128;

export interface ChainOptions {
  store: ChainStore;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Says which genesis this is; another one on disk is refused. */
  genesisDigest: string;
  /** The state of block 0. Asked only for a new chain. */
  genesisState: () => Promise<Iterable<readonly [string, Uint8Array]>>;
  /** How far back the state can be asked for. */
  stateWindow?: Partial<StateWindow>;
  /** Blocks on top of a block before it is final; default 0. */
  finalityLag?: number;
  /** Hears of a transaction that broke the runtime: a fault of this chain, not of the sender. */
  onFault?: (error: unknown) => void;
}

/** A block that has become the newest. `changes` is what differs from the newest state before. */
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
  private readonly finalityListeners = new Set<(header: Header) => void>();
  private readonly unfinal = new UnfinalBlocks();
  private lag: number;
  private upgradesNext = false;
  /** Whether the last block could not be kept for want of room. */
  private isDiskFull = false;
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
    this.lag = checkLag(options.finalityLag ?? 0);
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
    const state = new VersionedState(stored.base, stored.state, options.stateWindow);
    for (const { number, changes } of stored.recent) state.apply(number, changes);
    const logs = [...stored.logs, ...stored.recent.flatMap((block) => block.logs)];
    const newest = await options.store.read(stored.hashes.length - 1);
    return new Chain(options, state, stored.hashes, logs, decode(headerCodec, newest!.header).state_root);
  }

  private static async begin(options: ChainOptions): Promise<Chain> {
    const entries = new Map(await options.genesisState());
    const stateRoot = stateRootAfter(new Uint8Array(32), entries);
    const header: Header = {
      parent_hash: new Uint8Array(32),
      number: 0,
      state_root: stateRoot,
      extrinsics_root: extrinsicsRoot([]),
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
    return new Chain(options, new VersionedState(0, entries, options.stateWindow), [hash], [], stateRoot);
  }

  get bestNumber(): number {
    return this.hashes.length - 1;
  }

  get bestHash(): Uint8Array {
    return this.hashes.at(-1)!;
  }

  /** The newest block that can no longer be retracted. A stored chain is final when it is opened. */
  get finalizedNumber(): number {
    return this.bestNumber - this.unfinal.all.length;
  }

  get finalityLag(): number {
    return this.lag;
  }

  /** Sets how many blocks stand on a block before it is final. @throws AppError `devnet/bad-finality-lag`. */
  setFinalityLag(blocks: number): Promise<void> {
    return this.enqueue(async () => {
      this.lag = checkLag(blocks);
      await this.finalize();
    });
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

  /** The same, and later blocks do not show in it. */
  fixedStateAt(number: number): ReadableState | undefined {
    return this.state.fixedAt(number);
  }

  /** Hears of every new block. @returns how to stop. */
  onBlock(listener: (block: NewBlock) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hears of every block that becomes final. @returns how to stop. */
  onFinalized(listener: (header: Header) => void): () => void {
    this.finalityListeners.add(listener);
    return () => this.finalityListeners.delete(listener);
  }

  /** Tells this listener nothing more of any transaction. */
  unwatch(listener: StatusListener): void {
    this.pool.unwatch(listener);
    this.unfinal.unwatch(listener);
  }

  /** Hears when a transaction waits for a block. @returns how to stop. */
  onReady(listener: () => void): () => void {
    this.readyListeners.add(listener);
    return () => this.readyListeners.delete(listener);
  }

  /**
   * Checks a transaction and puts it into the pool.
   * @throws AppError `devnet/scale-invalid`, `disk/full`, InvalidTransaction or PoolRefusal; then nothing has changed.
   */
  submit(bytes: Uint8Array, listener?: StatusListener): Extrinsic {
    if (this.isDiskFull)
      throw new AppError('disk/full', "The local chain's disk is full: it makes no blocks until there is room.", {
        hints: ['Free some space on the machine that runs the chain, then send it again.']
      });
    const extrinsic = validateTransaction(this.state, decodeExtrinsic(bytes), {
      genesisHash: this.genesisHash,
      headHash: this.bestHash
    });
    const { signer } = extrinsic.signed!;
    this.pool.add(extrinsic, this.nonceOf(signer), ...(listener ? [listener] : []));
    this.announceReady();
    return extrinsic;
  }

  nonceOf(account: Uint8Array): number {
    return systemStorage.Account.get(this.state, account).nonce;
  }

  /** Makes the next block of what is ready, empty or not. */
  newBlock(): Promise<NewBlock> {
    return this.enqueue(() => this.makeBlock());
  }

  /** The next block brings the next version of the runtime. */
  upgrade(): Promise<NewBlock> {
    return this.enqueue(() => {
      this.upgradesNext = true;
      return this.makeBlock();
    });
  }

  /**
   * Retracts the newest `depth` blocks and goes on with a fork that is one block longer and empty. The retracted
   * transactions wait in the pool again. @throws AppError `devnet/cannot-retract` where blocks are final.
   */
  reorg(depth: number): Promise<NewBlock> {
    return this.enqueue(() => this.fork(depth));
  }

  /** Waits for blocks under way, stores those that are not final yet, and closes the store. */
  async close(): Promise<void> {
    await this.queue;
    try {
      for (const { record } of this.unfinal.all) await this.store.append(record, this.before(record.number));
    } finally {
      await this.store.close();
    }
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private announceReady(): void {
    if (this.pool.hasReady()) for (const notify of this.readyListeners) notify();
  }

  private async fork(depth: number): Promise<NewBlock> {
    if (!Number.isInteger(depth) || depth < 1 || depth > this.unfinal.all.length)
      throw new AppError(
        'devnet/cannot-retract',
        `${this.unfinal.all.length} blocks can be retracted, not ${depth}: older ones are final.`,
        { hints: ['Set a finality lag first: dev_setFinalityLag.'] }
      );
    const changed = new Set<string>();
    const retracted = await this.retract(depth, changed);
    const senders = new Set<string>();
    for (const { record, transactions } of retracted)
      for (const { extrinsic, listeners } of transactions) {
        senders.add(u8aToHex(extrinsic.signed!.signer));
        for (const tell of listeners) tell({ retracted: u8aToHex(record.hash) });
        this.pool.add(extrinsic, this.nonceOf(extrinsic.signed!.signer), ...listeners);
      }
    for (const sender of senders) this.pool.promote(sender, this.nonceOf(hexToU8a(sender)));
    let head!: NewBlock;
    for (let i = 0; i <= depth; i++) {
      head = await this.makeBlock('silent-and-empty');
      for (const key of head.changes.keys()) changed.add(key);
    }
    const block = { ...head, changes: new Map([...changed].map((key) => [key, this.state.get(key) ?? null])) };
    for (const listener of this.listeners) listener(block);
    await this.finalize();
    this.announceReady();
    return block;
  }

  /** @param changed collects the keys that the retracted blocks had changed. */
  private async retract(depth: number, changed: Set<string>): Promise<UnfinalBlock[]> {
    const kept = this.bestNumber - depth;
    const { header } = (await this.block(kept))!;
    const retracted = this.unfinal.retract(depth);
    this.state.revert(kept);
    for (const { record } of retracted) {
      for (const key of record.changes.keys()) changed.add(key);
      this.numbers.delete(u8aToHex(record.hash));
      this.recent.delete(record.number);
    }
    this.hashes.length = kept + 1;
    while ((this.logs.at(-1)?.blockNumber ?? 0) > kept) this.logs.pop();
    this.stateRoot = header.state_root;
    return retracted;
  }

  /** What a store must know before it appends a block that is not the newest. */
  private before(number: number): ChainSoFar {
    const { hashes, logs, state } = this;
    return {
      get hashes() {
        return hashes.slice(0, number);
      },
      get logs() {
        return logs.filter(({ blockNumber }) => blockNumber < number);
      },
      get state() {
        return state.entriesAt(number - 1);
      }
    };
  }

  /** Stores and announces what has become final. */
  private async finalize(): Promise<void> {
    for (let next = this.unfinal.oldest(); next && next.record.number <= this.bestNumber - this.lag;) {
      await this.keep(next.record, this.before(next.record.number));
      this.unfinal.takeOldest();
      this.announceFinal(decode(headerCodec, next.record.header), next.record.hash, next.transactions);
      next = this.unfinal.oldest();
    }
  }

  private async makeBlock(how: 'announced' | 'silent-and-empty' = 'announced'): Promise<NewBlock> {
    const isAnnounced = how === 'announced';
    const earliestMs = Number(timestampStorage.Now.get(this.state)) + MINIMUM_PERIOD_MS;
    const built = await buildBlock({
      state: this.state,
      number: this.bestNumber + 1,
      parentHash: this.bestHash,
      parentStateRoot: this.stateRoot,
      // A fork's block is later than the one it replaces can have been, so it is another block.
      timestampMs: Math.max(this.now(), earliestMs) + (isAnnounced ? 0 : 1),
      pool: isAnnounced ? this.pool : undefined,
      upgrades: this.upgradesNext,
      onFault: this.onFault
    });
    const isFinal = this.lag === 0 && isAnnounced;
    const soFar = { hashes: this.hashes, logs: this.logs, state: this.state.entries() };
    if (isFinal) await this.keep(built.record, soFar);
    this.takeOver(built);
    const { number, hash, changes } = built.record;
    const block: NewBlock = { number, hash, header: built.header, changes };
    const transactions = this.leavePool(built.included, built.rejected);
    if (!isFinal) this.unfinal.add({ record: built.record, transactions });
    if (isAnnounced) this.announce(block, transactions);
    if (isFinal) this.announceFinal(built.header, hash, transactions);
    else if (isAnnounced) await this.finalize();
    return block;
  }

  private async keep(record: BlockRecord, soFar: ChainSoFar): Promise<void> {
    try {
      await this.store.append(record, soFar);
      this.isDiskFull = false;
    } catch (error) {
      this.isDiskFull = isDiskFull(error);
      throw error;
    }
  }

  private takeOver({ record, header }: BuiltBlock): void {
    const { number, hash, changes, logs } = record;
    this.recent.set(number, record);
    this.recent.delete(number - RECENT_BLOCKS);
    this.state.apply(number, changes);
    this.stateRoot = header.state_root;
    this.hashes.push(hash);
    this.numbers.set(u8aToHex(hash), number);
    this.logs.push(...logs);
    this.upgradesNext = false;
  }

  /** Takes a block's transactions out of the pool. @returns those that were sent, with who watches them. */
  private leavePool(included: readonly Extrinsic[], rejected: readonly Extrinsic[]): UnfinalBlock['transactions'] {
    const sent = included.filter(({ signed }) => signed);
    const transactions = sent.map((extrinsic) => ({ extrinsic, listeners: this.pool.remove(extrinsic) }));
    for (const extrinsic of rejected) for (const tell of this.pool.remove(extrinsic)) tell('invalid');
    const senders = new Set([...sent, ...rejected].map(({ signed }) => u8aToHex(signed!.signer)));
    for (const sender of senders) this.pool.promote(sender, this.nonceOf(hexToU8a(sender)));
    return transactions;
  }

  /** New heads go out between "in block" and "finalized", as a node does. */
  private announce(block: NewBlock, transactions: UnfinalBlock['transactions']): void {
    const hash = u8aToHex(block.hash);
    for (const { listeners } of transactions) for (const tell of listeners) tell({ inBlock: hash });
    for (const listener of this.listeners) listener(block);
  }

  private announceFinal(header: Header, hash: Uint8Array, transactions: UnfinalBlock['transactions']): void {
    for (const { listeners } of transactions) for (const tell of listeners) tell({ finalized: u8aToHex(hash) });
    for (const listener of this.finalityListeners) listener(header);
  }
}

function checkLag(blocks: number): number {
  if (!Number.isInteger(blocks) || blocks < 0 || blocks > MAX_FINALITY_LAG)
    throw new AppError('devnet/bad-finality-lag', `The finality lag is no number from 0 to ${MAX_FINALITY_LAG}.`);
  return blocks;
}
