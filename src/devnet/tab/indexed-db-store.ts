// Keeps a chain in IndexedDB: a row per block, and a snapshot of everything before it every 1024 blocks. A start replays at
// most two such parts. A block and its snapshot are one transaction, so a closed tab leaves the block whole or not at all.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { AppError } from '#lib/core/error/app-error.ts';
import { blockRecord, type BlockRecord, type PlacedLog } from '../chain/block-record.ts';
import type { ChainSoFar, ChainStore, StoredBlock, StoredChain } from '../chain/chain-store.ts';
import { decode, encode } from '../scale/codec.ts';

interface ChainSchema extends DBSchema {
  about: { key: 'chain'; value: { genesisDigest: string } };
  /** SCALE bytes of a block by its number. */
  blocks: { key: number; value: Uint8Array };
  /** By the number of the first block after it. */
  snapshots: { key: number; value: Snapshot };
}

interface Snapshot {
  hashes: Uint8Array[];
  logs: PlacedLog[];
  state: [string, Uint8Array][];
}

const SNAPSHOT_BLOCKS = 1024;
/** Headers and transactions of older blocks go, a part at a time. */
const KEPT_BLOCKS = 16_384;
/** Every block carries the time; more than that is somebody's transaction. */
const INHERENTS = 1;

export interface IndexedDbStoreOptions {
  /** Blocks between snapshots; tests use few. */
  snapshotBlocks?: number;
  keptBlocks?: number;
}

/** One user of a database at a time: the caller sees to it. */
export async function openIndexedDbStore(name: string, options: IndexedDbStoreOptions = {}): Promise<ChainStore> {
  const database = await openDB<ChainSchema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('about');
      fresh.createObjectStore('blocks');
      fresh.createObjectStore('snapshots');
    }
  });
  return new IndexedDbStore(database, { snapshotBlocks: SNAPSHOT_BLOCKS, keptBlocks: KEPT_BLOCKS, ...options });
}

/** Forgets the chain for good. Waits until nobody has it open. */
export const deleteIndexedDbStore = (name: string): Promise<void> => deleteDB(name);

class IndexedDbStore implements ChainStore {
  private readonly database: IDBPDatabase<ChainSchema>;
  private readonly snapshotBlocks: number;
  private readonly keptBlocks: number;

  constructor(database: IDBPDatabase<ChainSchema>, options: Required<IndexedDbStoreOptions>) {
    this.database = database;
    this.snapshotBlocks = options.snapshotBlocks;
    // Never one that the next start replays.
    this.keptBlocks = Math.max(options.keptBlocks, 2 * options.snapshotBlocks);
  }

  async load(): Promise<StoredChain | undefined> {
    const about = await this.database.get('about', 'chain');
    if (!about) return undefined;
    const starts = await this.database.getAllKeys('snapshots');
    // The one before the newest: so that the states of at least one whole part can be asked for.
    const start = starts.at(-2) ?? starts.at(-1) ?? 0;
    const blocks = (await this.database.getAll('blocks', IDBKeyRange.lowerBound(start))).map((bytes) =>
      decode(blockRecord, bytes)
    );
    blocks.forEach(({ number }, i) => {
      if (number !== start + i) throw damaged(`block ${start + i} is missing`);
    });
    const after = blocks.map(({ hash }) => hash);
    if (start === 0) {
      const [genesis, ...recent] = blocks;
      if (!genesis) throw damaged('its first block is missing');
      const state = [...genesis.changes].flatMap(([key, value]): [string, Uint8Array][] =>
        value ? [[key, value]] : []
      );
      return { ...about, hashes: after, logs: [], base: 0, state, recent };
    }
    const { hashes, logs, state } = (await this.database.get('snapshots', start))!;
    return { ...about, hashes: [...hashes, ...after], logs, base: start - 1, state, recent: blocks };
  }

  async create(genesisDigest: string, genesis: BlockRecord): Promise<void> {
    const write = this.database.transaction(['about', 'blocks', 'snapshots'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      write.objectStore('blocks').clear(),
      write.objectStore('snapshots').clear(),
      write.objectStore('blocks').put(encode(blockRecord, genesis), 0),
      write.objectStore('about').put({ genesisDigest }, 'chain'),
      write.done
    ]);
  }

  async append(block: BlockRecord, soFar: ChainSoFar): Promise<void> {
    const hasTransactions = block.extrinsics.length > INHERENTS;
    const write = this.database.transaction(['blocks', 'snapshots'], 'readwrite', {
      durability: hasTransactions ? 'strict' : 'relaxed'
    });
    const work: Promise<unknown>[] = [write.objectStore('blocks').put(encode(blockRecord, block), block.number)];
    if (block.number % this.snapshotBlocks === 0) {
      const snapshots = write.objectStore('snapshots');
      const snapshot = { hashes: [...soFar.hashes], logs: [...soFar.logs], state: [...soFar.state] };
      const outdated = IDBKeyRange.upperBound(block.number - 2 * this.snapshotBlocks);
      const old = IDBKeyRange.upperBound(block.number - this.keptBlocks, true);
      work.push(
        snapshots.put(snapshot, block.number),
        snapshots.delete(outdated),
        write.objectStore('blocks').delete(old)
      );
    }
    await Promise.all([...work, write.done]);
  }

  async read(number: number): Promise<StoredBlock | undefined> {
    const bytes = await this.database.get('blocks', number);
    return bytes && decode(blockRecord, bytes);
  }

  async close(): Promise<void> {
    this.database.close();
  }
}

function damaged(why: string): AppError {
  return new AppError('devnet/data-damaged', `The chain of this browser cannot be read: ${why}.`, {
    hints: ['Start it over: its blocks and balances are lost, the content stays.']
  });
}
