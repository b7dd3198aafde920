// Keeps on the content node what the market names: documents, locked benchmarks, packages, key boxes, reports and evidence.
import { setTimeout as sleep } from 'node:timers/promises';
import { connectChain } from '#lib/chain/connection/connect-chain.ts';
import { createMarketChain } from '#lib/chain/create-market-chain.ts';
import { networkOf } from '#lib/chain/connection/network-of.ts';
import { parseRequestSpec } from '#lib/core/request/parse-request-spec.ts';
import { MAX_SPEC_BYTES } from '#lib/market/request/fetch-request-spec.ts';
import { readRequestState, type RequestState } from '#lib/market/request/request-state.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { namedCids } from './named-cids.ts';
import { say } from './say.ts';

/** The part of the content node that this needs. */
export interface Pinner {
  gatewayUrl: string;
  pin(cid: string, options?: { signal?: AbortSignal }): Promise<unknown>;
}

const PIN_TIMEOUT_MS = 60_000;
/** A chain that makes blocks as fast as it can is not asked after each of them. */
const LOOK_EVERY_MS = 1_000;

/** Pins what stands on chain now and what comes later. Returns the way to stop, which gives up what is being fetched. */
export async function keepPinned(chainUrl: string, pinner: Pinner): Promise<() => Promise<void>> {
  const connection = await connectChain(chainUrl);
  const chain = createMarketChain(connection, networkOf(connection));
  const content = await createNodeStore({ gatewayUrl: pinner.gatewayUrl });
  const pinned = new Set<string>();
  /** Closed requests of which everything is pinned and no package can still be opened: nothing is added to them. */
  const finished = new Set<number>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | null = null;
  let isDue = false;

  const pinOnce = async (cid: string) => {
    if (pinned.has(cid)) return;
    try {
      await pinner.pin(cid, { signal: AbortSignal.any([signal, AbortSignal.timeout(PIN_TIMEOUT_MS)]) });
      pinned.add(cid);
    } catch (thrown) {
      signal.throwIfAborted();
      say(`assay: ${cid} is named on chain but could not be fetched yet (${(thrown as Error).message}).`);
    }
  };
  /** By the request document, which never changes: the locked benchmarks it names. */
  const lockedBy = new Map<string, string[]>();
  /** Null where the document cannot be read. */
  const lockedCids = async (specCid: string): Promise<string[] | null> => {
    const known = lockedBy.get(specCid);
    if (known) return known;
    const spec = await content
      .readFile(specCid, { maxBytes: MAX_SPEC_BYTES, timeoutMs: PIN_TIMEOUT_MS, signal })
      .then(parseRequestSpec, () => null);
    signal.throwIfAborted();
    if (!spec) return null;
    const locked = spec.benchmark ? [spec.benchmark.lockedCid] : [];
    lockedBy.set(specCid, locked);
    return locked;
  };
  const pinRequest = async (id: number) => {
    const state = await readRequestState(chain, id);
    const { specCid } = state.request;
    const named = namedCids(state);
    for (const cid of named) await pinOnce(cid);
    const locked = await lockedCids(specCid);
    for (const cid of locked ?? []) await pinOnce(cid);
    const isWhole = locked !== null && [...named, ...locked].every((cid) => pinned.has(cid));
    if (isClosed(state) && isWhole) finished.add(id);
  };
  const pinAll = async () => {
    const count = await chain.requestCount();
    for (let id = 0; id < count; id++) if (!finished.has(id)) await pinRequest(id);
  };
  const pinWhileDue = async () => {
    while (isDue) {
      isDue = false;
      await pinAll().catch(() => undefined);
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const unsubscribe = await chain.onBlock(() => {
    isDue = !signal.aborted;
    running ??= pinWhileDue().finally(() => (running = null));
  });
  return async () => {
    unsubscribe();
    stopping.abort();
    await running;
    await content.stop();
    await connection.disconnect();
  };
}

function isClosed({ request: { stage }, submissions }: RequestState): boolean {
  const isOver = stage === 'settled' || stage === 'refunded';
  return isOver && !submissions.some(({ status }) => status === 'passed');
}
