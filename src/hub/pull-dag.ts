// Brings a whole DAG onto this node: what is here is checked, what is not is asked for, with a deadline and retries a block,
// since bitswap never re-sends a want that was lost.
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { linksOf } from '#lib/store/dag-links.ts';
import { inlineBytes } from '#lib/store/inline-bytes.ts';
import { readLocalBlock } from '#lib/store/read-local-block.ts';
import { isBlockOf } from '#lib/store/verify-block.ts';
import { PinRefused } from './hub-limits.ts';
import { ServedSize } from './served-size.ts';

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
  /** A block that came over the network and is about to be kept; throws to refuse it. */
  onReceived?: (cid: string, bytes: number) => Promise<void> | void;
  /** A block that was here already. */
  onHere?: (cid: string) => void;
}

/** A complete DAG: its size, each block counted once, and its blocks. */
export interface PulledDag {
  size: DagSize;
  cids: ReadonlySet<string>;
}

/** Links for each block that a DAG may have: more are repeats, which only cost whoever reads them. */
const LINKS_PER_BLOCK = 10;

/** Throws PinRefused, also for a DAG that cannot be served within what it may cost to read; or the signal's reason. */
export async function pullDag(root: CID, options: PullOptions): Promise<PulledDag> {
  const size: DagSize = { blocks: 0, bytes: 0 };
  const queue = [root];
  const seen = new Set([String(root)]);
  const served = new ServedSize();
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
    const below = links(cid, bytes).map((link) => ({ link, text: String(link) }));
    served.add(
      String(cid),
      bytes.length,
      below.map(({ text }) => text)
    );
    for (const { link, text } of below) {
      if (seen.has(text)) continue;
      seen.add(text);
      queue.push(link);
    }
    if (served.linkCount > LINKS_PER_BLOCK * options.maxBlocks)
      throw new PinRefused('too-many-blocks', 'It links to more blocks than this node takes over at once.');
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
    requireServable(served.from(String(root)), options);
    return { size, cids: seen };
  } finally {
    stop.abort();
    await Promise.allSettled(running);
  }
}

/** What a reader gets is bounded as what is kept: a small DAG can be read as an endless file. */
function requireServable(served: { blocks: number; bytes: number }, { maxBlocks, maxBytes }: PullOptions): void {
  if (served.blocks <= maxBlocks && served.bytes <= maxBytes) return;
  throw new PinRefused(
    'too-costly',
    'Its blocks link to each other so often that reading it costs more than this node gives for one file.'
  );
}

function rethrow(failure: { reason: unknown } | null): void {
  if (failure !== null) throw failure.reason;
}

async function readBlock(cid: CID, options: PullOptions, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  const here = inlineBytes(cid) ?? (await readLocalBlock(options.local, cid));
  if (here !== null) {
    options.onHere?.(String(cid));
    return here;
  }
  const bytes = await fetchWithRetries(cid, options, signal);
  await options.onReceived?.(String(cid), bytes.length);
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
