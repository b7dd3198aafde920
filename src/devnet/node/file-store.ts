// Keeps a chain in a folder: journal segments of 4096 blocks, and before each but the first a snapshot. A start replays
// at most two segments, which also brings back the states of the last 4096 blocks; old segments keep headers and bodies.
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/core/error/app-error.ts';
import { blockRecord, type BlockRecord } from '../chain/block-record.ts';
import type { ChainSoFar, ChainStore, StoredBlock, StoredChain } from '../chain/chain-store.ts';
import { decode, encode } from '../scale/codec.ts';
import { lockFolder } from './folder-lock.ts';
import { JournalSegment, parseSegment } from './journal-segment.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { syncFolder, writeAtomically } from './write-atomically.ts';

const SEGMENT_BLOCKS = 4096;
const KEPT_BLOCKS = 131_072;
const FORMAT = 2;

export interface FileStoreOptions {
  /** Blocks in a segment; tests use few. */
  segmentBlocks?: number;
  /** Blocks whose header and transactions stay at least; older ones go a segment at a time. */
  keptBlocks?: number;
}

/** @throws AppError `devnet/data-locked` while another process has the folder. */
export async function openFileStore(folder: string, options: FileStoreOptions = {}): Promise<ChainStore> {
  await mkdir(folder, { recursive: true });
  return new FileStore(folder, options, await lockFolder(folder));
}

class FileStore implements ChainStore {
  private readonly folder: string;
  private readonly segmentBlocks: number;
  /** Full segments that stay beside the one that is written. */
  private readonly keptSegments: number;
  private readonly unlock: () => Promise<void>;
  private readonly open = new Map<number, JournalSegment>();
  private newest = 0;

  constructor(folder: string, options: FileStoreOptions, unlock: () => Promise<void>) {
    this.folder = folder;
    this.segmentBlocks = options.segmentBlocks ?? SEGMENT_BLOCKS;
    this.keptSegments = Math.max(1, Math.ceil((options.keptBlocks ?? KEPT_BLOCKS) / this.segmentBlocks));
    this.unlock = unlock;
  }

  async load(): Promise<StoredChain | undefined> {
    const marker = await readFile(this.markerPath(), 'utf8').catch(() => undefined);
    if (marker === undefined) return undefined;
    const { format, genesisDigest } = JSON.parse(marker) as { format: number; genesisDigest: string };
    if (format !== FORMAT)
      throw damaged(this.folder, `it was written by another version of Assay, in format ${format}`);
    const segments = await this.segmentNumbers();
    this.newest = segments.at(-1) ?? 0;
    for (const first of [Math.max(0, this.newest - 1), this.newest]) {
      const stored = await this.loadFrom(first);
      if (stored) return { genesisDigest, ...stored };
    }
    throw damaged(this.folder, 'no snapshot can be read');
  }

  async create(genesisDigest: string, genesis: BlockRecord): Promise<void> {
    for (const file of await readdir(this.folder))
      if (/\.(journal|snapshot|tmp)$/.test(file)) await rm(join(this.folder, file));
    await (await this.segment(0)).append(encode(blockRecord, genesis));
    await writeAtomically(this.markerPath(), JSON.stringify({ format: FORMAT, genesisDigest }));
  }

  async append(block: BlockRecord, soFar: ChainSoFar): Promise<void> {
    const number = Math.floor(block.number / this.segmentBlocks);
    if (number !== this.newest) {
      await writeSnapshot(this.snapshotPath(number), {
        hashes: [...soFar.hashes],
        logs: [...soFar.logs],
        state: [...soFar.state]
      });
      await rm(this.snapshotPath(number - 2), { force: true });
      this.newest = number;
      await this.forget(number - this.keptSegments - 1);
    }
    await (await this.segment(number)).append(encode(blockRecord, block));
  }

  async read(number: number): Promise<StoredBlock | undefined> {
    const segment = Math.floor(number / this.segmentBlocks);
    if (segment > this.newest || segment < this.newest - this.keptSegments) return undefined;
    const bytes = await (await this.segment(segment)).read(number % this.segmentBlocks);
    return bytes && decode(blockRecord, bytes);
  }

  async close(): Promise<void> {
    for (const segment of this.open.values()) await segment.close();
    this.open.clear();
    await this.unlock();
  }

  /** The chain from a segment's beginning on, or undefined when its snapshot is unusable. */
  private async loadFrom(first: number): Promise<Omit<StoredChain, 'genesisDigest'> | undefined> {
    const blocks: BlockRecord[] = [];
    for (let number = first; number <= this.newest; number++) {
      const parsed = await parseSegment(this.segmentPath(number));
      const { data, places, wholeBytes, totalBytes } = parsed;
      if (number < this.newest && (wholeBytes < totalBytes || places.length < this.segmentBlocks))
        throw damaged(this.folder, `segment ${number} is incomplete`);
      for (const { offset, length } of places) blocks.push(decode(blockRecord, data.slice(offset, offset + length)));
      if (!this.open.has(number)) this.open.set(number, await JournalSegment.open(this.segmentPath(number), parsed));
    }
    const after = blocks.map(({ hash }) => hash);
    if (first === 0) {
      const [genesis, ...recent] = blocks;
      if (!genesis) throw damaged(this.folder, 'its first block is missing');
      const state = [...genesis.changes].flatMap(([key, value]): [string, Uint8Array][] =>
        value ? [[key, value]] : []
      );
      return { hashes: after, logs: [], base: 0, state, recent };
    }
    const snapshot = await readSnapshot(this.snapshotPath(first));
    if (!snapshot) return undefined;
    return {
      hashes: [...snapshot.hashes, ...after],
      logs: snapshot.logs,
      base: first * this.segmentBlocks - 1,
      state: snapshot.state,
      recent: blocks
    };
  }

  /** Deletes a segment that is too old. The hashes of its blocks stay in the snapshots. */
  private async forget(number: number): Promise<void> {
    if (number < 0) return;
    await this.open.get(number)?.close();
    this.open.delete(number);
    await rm(this.segmentPath(number), { force: true });
  }

  private async segment(number: number): Promise<JournalSegment> {
    const known = this.open.get(number);
    if (known) return known;
    const opened = await JournalSegment.open(this.segmentPath(number));
    await syncFolder(this.folder);
    this.open.set(number, opened);
    return opened;
  }

  private async segmentNumbers(): Promise<number[]> {
    const files = await readdir(this.folder);
    return files
      .flatMap((file) => /^(\d+)\.journal$/.exec(file)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  private markerPath = () => join(this.folder, 'chain.json');
  private segmentPath = (number: number) => join(this.folder, `${String(number).padStart(8, '0')}.journal`);
  private snapshotPath = (number: number) => join(this.folder, `${String(number).padStart(8, '0')}.snapshot`);
}

function damaged(folder: string, why: string): AppError {
  return new AppError('devnet/data-damaged', `The local chain's data cannot be read: ${why}.`, {
    hints: ['Start over with --fresh, or choose another data directory.'],
    details: { folder }
  });
}
