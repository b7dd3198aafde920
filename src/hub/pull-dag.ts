// Brings a whole DAG onto this node: what is here is checked, what is not is asked for, with a deadline and retries a block,
// since bitswap never re-sends a want that was lost.
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { linksOf } from '#lib/store/dag-links.ts';
import { inlineBytes } from '#lib/store/inline-bytes.ts';
import { readLocalBlock } from '#lib/store/read-local-block.ts';
import { isBlockOf } from '#lib/store/verify-block.ts';
import { PinRefused } from './hub-limits.ts';

const CONCURRENCY = 8;
const FIRST_DEADLINE_MS = 15_000;
const LATER_MS = 10_000;
const TRIES = 3;

export interface DagSize {
  blocks: number;
  bytes: number;
}

export interface PullOptions {
  /** Where blocks are kept. */
  local: Blockstore;
  /** A block from the network; not verified. */
  fetchBlock: (cid: CID, signal: AbortSignal) => Promise<Uint8Array>;
  maxBytes: number;
  maxBlocks: number;
  signal: AbortSignal;
  /** After every block: the size so far. */
  onBlock?: (size: DagSize) => void;
  /** Bytes that came over the network; throws to refuse them. */
  onReceived?: (bytes: number) => void;
}

/** Returns the size of the complete DAG, each block counted once. Throws PinRefused, or the signal's reason. */
export async function pullDag(root: CID, options: PullOptions): Promise<DagSize> {
  const size: DagSize = { blocks: 0, bytes: 0 };
  const queue = [root];
  const seen = new Set([String(root)]);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const running = new Set<Promise<void>>();
  let failure: { reason: unknown } | null = null;

  const visit = async (cid: CID): Promise<void> => {
    const bytes = await readBlock(cid, options, signal);
    size.blocks++;
    size.bytes += bytes.length;
    if (size.bytes > options.maxBytes)
      throw new PinRefused('too-large', `It has more than the ${options.maxBytes} bytes this node takes over at once.`);
    for (const link of links(cid, bytes)) {
      if (seen.has(String(link))) continue;
      seen.add(String(link));
      queue.push(link);
    }
    if (seen.size > options.maxBlocks)
      throw new PinRefused(
        'too-many-blocks',
        `It has more than the ${options.maxBlocks} blocks this node takes over at once.`
      );
    options.onBlock?.(size);
  };

  try {
    while (queue.length > 0 || running.size > 0) {
      while (queue.length > 0 && running.size < CONCURRENCY) {
        // Depth first: leaves that are done with do not wait in memory.
        const task: Promise<void> = visit(queue.pop()!)
          .catch((reason: unknown) => void (failure ??= { reason }))
          .finally(() => running.delete(task));
        running.add(task);
      }
      await Promise.race(running);
      // Read through a function: the compiler does not see that a task may have set it.
      rethrow(failure);
    }
    return size;
  } finally {
    stop.abort();
    await Promise.allSettled(running);
  }
}

function rethrow(failure: { reason: unknown } | null): void {
  if (failure !== null) throw failure.reason;
}

async function readBlock(cid: CID, options: PullOptions, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  const here = inlineBytes(cid) ?? (await readLocalBlock(options.local, cid));
  if (here !== null) return here;
  const bytes = await fetchWithRetries(cid, options, signal);
  options.onReceived?.(bytes.length);
  await options.local.put(cid, bytes);
  return bytes;
}

async function fetchWithRetries(cid: CID, { fetchBlock }: PullOptions, signal: AbortSignal): Promise<Uint8Array> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const deadline = AbortSignal.timeout(FIRST_DEADLINE_MS + LATER_MS * attempt);
    try {
      const bytes = await fetchBlock(cid, AbortSignal.any([signal, deadline]));
      if (await isBlockOf(cid, bytes)) return bytes;
    } catch {
      signal.throwIfAborted();
    }
  }
  throw new PinRefused('missing-block', `Nobody who is connected sent the block ${cid}.`);
}

function links(cid: CID, bytes: Uint8Array): CID[] {
  try {
    return linksOf(cid, bytes);
  } catch {
    throw new PinRefused('unreadable-block', `The block ${cid} cannot be read.`);
  }
}
