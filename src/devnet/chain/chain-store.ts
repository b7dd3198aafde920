// Where a chain is kept. A store must survive being cut off at any moment: a block is there whole or not at all.
import type { BlockRecord, PlacedLog } from './block-record.ts';

/** A chain as a store gives it back. */
export interface StoredChain {
  /** Says which genesis configuration it was made with. */
  genesisDigest: string;
  /** Hashes of all blocks from 0. */
  hashes: Uint8Array[];
  /** Every log up to `base`. */
  logs: PlacedLog[];
  /** State after block `base`. */
  base: number;
  state: [string, Uint8Array][];
  /** The blocks after `base`, in order. */
  recent: BlockRecord[];
}

export type StoredBlock = Pick<BlockRecord, 'header' | 'extrinsics' | 'hash'>;

/** What a store needs when it begins a new part: everything the chain knows before the block it appends. */
export interface ChainSoFar {
  hashes: readonly Uint8Array[];
  logs: readonly PlacedLog[];
  state: Iterable<[string, Uint8Array]>;
}

export interface ChainStore {
  /** The stored chain, or undefined when there is none. */
  load(): Promise<StoredChain | undefined>;
  /** Starts a new chain from its genesis block. */
  create(genesisDigest: string, genesis: BlockRecord): Promise<void>;
  /** Resolves when the block is safe. @param soFar the chain before it. */
  append(block: BlockRecord, soFar: ChainSoFar): Promise<void>;
  /** A block of any age. */
  read(number: number): Promise<StoredBlock | undefined>;
  close(): Promise<void>;
}
