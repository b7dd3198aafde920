// Keeps a chain in a folder: journal segments of 4096 blocks, and before each but the first a snapshot. A start replays
// at most two segments, which also brings back the states of the last 4096 blocks; old segments keep headers and bodies.
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/core/error/app-error.ts';
import { blockRecord, type BlockRecord } from '../chain/block-record.ts';
import type { ChainSoFar, ChainStore, StoredBlock, StoredChain } from '../chain/chain-store.ts';
import { decode, encode } from '../scale/codec.ts';
import { lockFolder } from './folder-lock.ts';
import { JournalSegment, parseSegment, type ParsedSegment } from './journal-segment.ts';
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
  /** Hears what was repaired, in a sentence. */
  onRepair?: (sentence: string) => void;
}

/** @throws AppError `devnet/data-locked` while another process has the folder; its `load` throws `devnet/data-damaged`. */
export async function openFileStore(folder: string, options: FileStoreOptions = {}): Promise<ChainStore> {
  await mkdir(folder, { recursive: true });
  return new FileStore(folder, options, await lockFolder(folder));
}

class FileStore implements ChainStore {
  private readonly folder: string;
  private readonly segmentBlocks: number;
  /** Full segments that stay beside the one that is written. */
  private readonly keptSegments: number;
  private readonly onRepair: (sentence: string) => void;
  private readonly unlock: () => Promise<void>;
  private readonly open = new Map<number, JournalSegment>();
  private newest = 0;

  constructor(folder: string, options: FileStoreOptions, unlock: () => Promise<void>) {
    this.folder = folder;
    this.segmentBlocks = options.segmentBlocks ?? SEGMENT_BLOCKS;
    this.keptSegments = Math.max(1, Math.ceil((options.keptBlocks ?? KEPT_BLOCKS) / this.segmentBlocks));
    this.onRepair = options.onRepair ?? (() => undefined);
    this.unlock = unlock;
  }

  async load(): Promise<StoredChain | undefined> {
    const marker = await this.readMarker();
    if (marker === undefined) return undefined;
    const { format, genesisDigest } = marker;
    if (format !== FORMAT)
      throw damaged(this.folder, `it was written by another version of Assay, in format ${format}`);
    const segments = await this.segmentNumbers();
    this.newest = segments.at(-1) ?? 0;
    for (const first of [Math.max(0, this.newest - 1), this.newest]) {
      const stored = await this.loadFrom(first);
      if (stored) return { genesisDigest, ...stored };
    }
    throw damaged(this.folder, `neither ${this.snapshotPath(this.newest)} nor the one before it can be read`);
  }

  async create(genesisDigest: string, genesis: BlockRecord): Promise<void> {
    // A start that was killed before the marker was written leaves a genesis block, or a part of one.
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
    if (bytes === null) throw damaged(this.folder, `block ${number} in ${this.segmentPath(segment)} is spoilt`);
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
      const parsed = await this.parse(number);
      const { data, places } = parsed;
      for (const { offset, length } of places) blocks.push(decode(blockRecord, data.slice(offset, offset + length)));
      if (this.open.has(number)) continue;
      this.open.set(number, await JournalSegment.open(this.segmentPath(number), parsed));
      if (parsed.end === 'torn')
        this.onRepair(
          `The last block of the local chain was being written when its process ended. The ${parsed.totalBytes - parsed.wholeBytes} bytes of it were cut off; the chain goes on from block ${number * this.segmentBlocks + places.length - 1}.`
        );
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
    const path = this.segmentPath(number);
    const isNew = (await fileSize(path)) === 0;
    const opened = isNew
      ? await JournalSegment.create(path)
      : await JournalSegment.open(path, await this.parse(number));
    if (isNew) await syncFolder(this.folder);
    this.open.set(number, opened);
    return opened;
  }

  /** Reads a segment. Only the newest may end in a record that was cut off: whatever else is missing was there once. */
  private async parse(number: number): Promise<ParsedSegment> {
    const path = this.segmentPath(number);
    const first = number * this.segmentBlocks;
    const parsed = await parseSegment(path, first).catch((cause: unknown) => {
      throw damaged(this.folder, `${path} cannot be read (${AppError.from(cause).short})`, { cause });
    });
    const isFull = parsed.places.length === this.segmentBlocks;
    const isNewest = number === this.newest;
    if (parsed.end === 'spoilt' || (!isNewest && (parsed.end !== 'whole' || !isFull)))
      throw damaged(
        this.folder,
        `${path} is damaged at byte ${parsed.wholeBytes}, in block ${first + parsed.places.length}`,
        {
          details: { file: path, byte: parsed.wholeBytes, block: first + parsed.places.length },
          hints:
            isNewest && first + parsed.places.length > 0
              ? [
                  `To give up this block and those after it, keep a copy of the folder and cut the file there: truncate -s ${parsed.wholeBytes} "${path}"`
                ]
              : []
        }
      );
    return parsed;
  }

  /** What chain.json says; undefined for a folder in which no chain has begun. */
  private async readMarker(): Promise<{ format: number; genesisDigest: string } | undefined> {
    const path = this.markerPath();
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
        throw damaged(this.folder, `${path} cannot be read (${AppError.from(cause).short})`, { cause });
      if (!(await this.holdsBlocks())) return undefined;
      throw damaged(this.folder, `${path} is missing, but there are blocks beside it`, { details: { file: path } });
    }
    try {
      const { format, genesisDigest } = JSON.parse(text) as { format: unknown; genesisDigest: unknown };
      if (typeof format === 'number' && typeof genesisDigest === 'string') return { format, genesisDigest };
    } catch {
      // Named below.
    }
    throw damaged(this.folder, `${path} is not what Assay wrote`, { details: { file: path } });
  }

  /** Whether the folder has more than a start leaves that was killed at once: a genesis block. */
  private async holdsBlocks(): Promise<boolean> {
    const numbers = await this.segmentNumbers();
    if (numbers.length === 0) return (await readdir(this.folder)).some((file) => file.endsWith('.snapshot'));
    if (numbers.length > 1 || numbers[0] !== 0) return true;
    const { places, end } = await parseSegment(this.segmentPath(0), 0);
    return places.length > 1 || end === 'spoilt';
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

async function fileSize(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 0;
      throw error;
    }
  );
}

function damaged(
  folder: string,
  why: string,
  { hints = [], details = {}, cause }: { hints?: string[]; details?: Record<string, unknown>; cause?: unknown } = {}
): AppError {
  return new AppError('devnet/data-damaged', `The local chain's data cannot be read: ${why}.`, {
    hints: [
      'Nothing was changed. Put the file back from a copy, if you have one.',
      ...hints,
      `Start over with --fresh, which deletes ${folder}, or choose another data directory.`
    ],
    details: { folder, ...details },
    cause
  });
}
