// Blocks by CID from the local store, then from every source in turn; each is held against its CID before anyone sees it.
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { AppError } from '../core/error/app-error.ts';
import { BlockAbsentError, SearchTimeoutError, type BlockSource } from './block-source.ts';
import { collect } from './collect.ts';
import { inlineBytes } from './inline-bytes.ts';
import { notGiven, type Attempt } from './not-given.ts';
import { readLocalBlock } from './read-local-block.ts';
import { isBlockOf, isCheckable } from './verify-block.ts';

/** What one call may cost in blocks and bytes, and how long it waits for one block. */
export interface ReadBudget {
  maxBytes: number;
  maxBlocks: number;
  timeoutMs: number;
}

export type UnixFsBlocks = Pick<Blockstore, 'get' | 'put' | 'has'>;

export class VerifiedBlocks {
  readonly local: Blockstore;
  private readonly sources: BlockSource[];
  /** Times a source failed us in a way that costs time; sources that do come last. */
  private readonly faults = new Map<BlockSource, number>();

  constructor(local: Blockstore, sources: BlockSource[]) {
    this.local = local;
    this.sources = sources;
  }

  /** Writes a block of ours. Throws AppError `store/quota` when the browser has no room left. */
  async put(cid: CID, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    try {
      await this.local.put(cid, bytes, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw storageError(error);
    }
  }

  /**
   * The verified bytes of a block. Throws AppError after `timeoutMs`, or the signal's reason. Where `details.attempts` has no
   * source but those that have none it is `store/not-found`; where one gave no answer `store/unreachable`; where all that
   * gave none are up, and still looking, `store/unanswered`. `store/unreadable` for a hash nobody here can check.
   */
  async get(cid: CID, { signal, timeoutMs }: { signal?: AbortSignal; timeoutMs: number }): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const inline = inlineBytes(cid);
    if (inline !== null) return inline;
    if (!isCheckable(cid)) throw uncheckable(cid);
    const held = await readLocalBlock(this.local, cid, { signal });
    if (held !== null) return held;
    const limit = AbortSignal.timeout(timeoutMs);
    const attempts = new Map<BlockSource, Attempt>();
    for (const source of this.inOrder()) {
      const found = limit.aborted
        ? { problem: 'was not asked in time', answer: 'none' as const }
        : await this.fromSource(source, cid, signal ? AbortSignal.any([signal, limit]) : limit);
      signal?.throwIfAborted();
      if (found instanceof Uint8Array) return found;
      attempts.set(source, { source: source.name, ...found });
    }
    await this.probeSearching(attempts, signal);
    throw notGiven(cid, [...attempts.values()], timeoutMs);
  }

  /** The view UnixFS reads through: one call's blocks, within its budget. */
  within(budget: ReadBudget, signal?: AbortSignal): UnixFsBlocks {
    const spent = { bytes: 0, blocks: 0 };
    const read = async (cid: CID) => {
      if (++spent.blocks > budget.maxBlocks) throw tooLarge(budget.maxBytes);
      const bytes = await this.get(cid, { signal, timeoutMs: budget.timeoutMs });
      spent.bytes += bytes.length;
      if (spent.bytes > budget.maxBytes) throw tooLarge(budget.maxBytes);
      return bytes;
    };
    return {
      has: (cid) => this.local.has(cid),
      put: async (cid, value) => {
        await this.put(cid, value instanceof Uint8Array ? value : await collect(value), signal);
        return cid;
      },
      async *get(cid) {
        yield await read(cid);
      }
    };
  }

  private async fromSource(
    source: BlockSource,
    cid: CID,
    signal: AbortSignal
  ): Promise<Uint8Array | Omit<Attempt, 'source'>> {
    try {
      const bytes = await source.get(cid, signal);
      if (await isBlockOf(cid, bytes)) {
        await this.keep(cid, bytes);
        return bytes;
      }
      this.faulted(source);
      return { problem: 'sent bytes that do not hash to the CID', answer: 'none' };
    } catch (error) {
      const problem = signal.aborted
        ? 'did not have it in time'
        : error instanceof Error && error.message
          ? error.message
          : 'failed';
      if (problem === 'stalled') this.faulted(source);
      if (error instanceof BlockAbsentError) return { problem, answer: 'absent' };
      return { problem, answer: error instanceof SearchTimeoutError ? 'searching' : 'none' };
    }
  }

  /** A source that is silent and not up now was not looking for anything. */
  private async probeSearching(attempts: Map<BlockSource, Attempt>, signal?: AbortSignal): Promise<void> {
    const probes = [...attempts].map(async ([source, attempt]) => {
      if (attempt.answer === 'searching' && !(await source.isUp?.(signal))) attempt.answer = 'none';
    });
    await Promise.all(probes);
    signal?.throwIfAborted();
  }

  /** Keeps a fetched block for the next reader; a full disk does not spoil this read. */
  private async keep(cid: CID, bytes: Uint8Array): Promise<void> {
    try {
      await this.local.put(cid, bytes);
    } catch {
      return;
    }
  }

  private inOrder(): BlockSource[] {
    return this.sources.toSorted((a, b) => (this.faults.get(a) ?? 0) - (this.faults.get(b) ?? 0));
  }

  private faulted(source: BlockSource): void {
    this.faults.set(source, (this.faults.get(source) ?? 0) + 1);
  }
}

function storageError(error: unknown): AppError {
  const text =
    error instanceof Error
      ? `${error.name} ${error.message} ${error.cause instanceof Error ? error.cause.name : ''}`
      : String(error);
  if (/quota|ENOSPC/i.test(text)) {
    return new AppError('store/quota', 'There is no room left to keep this content on this device.', {
      hints: [
        'Free some space on the disk.',
        "Clear this site's stored data in the browser's settings; what was published stays available."
      ],
      cause: error
    });
  }
  return new AppError('store/write-failed', 'The content could not be written to this device.', {
    hints: ['Reload the page and try again.'],
    cause: error
  });
}

function uncheckable(cid: CID): AppError {
  return new AppError('store/unreadable', `The block ${cid} has a hash that cannot be checked here.`, {
    details: { cid: String(cid) }
  });
}

/** More than a call allows, counted in bytes that really arrived. */
export function tooLarge(maxBytes: number): AppError {
  return new AppError('store/too-large', `This content is larger than the ${maxBytes} bytes allowed here.`, {
    details: { maxBytes }
  });
}
