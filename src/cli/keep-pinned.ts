// Keeps on the content node what the market names: documents, packages, reports and locked benchmarks.
import { connectChain } from '#lib/chain/connect-chain.ts';
import { createMarketChain } from '#lib/chain/create-market-chain.ts';
import type { MarketChain } from '#lib/chain/market-chain.ts';
import { networkOf } from '#lib/chain/network-of.ts';
import { parseRequestSpec } from '#lib/core/request/parse-request-spec.ts';
import { MAX_SPEC_BYTES } from '#lib/market/fetch-request-spec.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { say } from './say.ts';

/** The part of the hub this needs. */
export interface Pinner {
  gatewayUrl: string;
  pin(cid: string, options?: { signal?: AbortSignal }): Promise<unknown>;
}

const PIN_TIMEOUT_MS = 60_000;

/** Pins what stands on chain now and what comes later. Returns the way to stop, which gives up what is being fetched. */
export async function keepPinned(chainUrl: string, pinner: Pinner): Promise<() => Promise<void>> {
  const connection = await connectChain(chainUrl);
  const chain = createMarketChain(connection, networkOf(connection));
  const content = await createNodeStore({ gatewayUrl: pinner.gatewayUrl });
  const pinned = new Set<string>();
  /** Closed requests of which everything is pinned: nothing is added to them. */
  const finished = new Set<number>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | null = null;

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
  const lockedCid = async (specCid: string): Promise<string[]> => {
    const spec = await content
      .readFile(specCid, { maxBytes: MAX_SPEC_BYTES, timeoutMs: PIN_TIMEOUT_MS, signal })
      .then(parseRequestSpec, () => null);
    signal.throwIfAborted();
    return spec?.benchmark ? [spec.benchmark.lockedCid] : [];
  };
  const pinAll = async () => {
    const count = await chain.requestCount();
    for (let id = 0; id < count; id++) {
      if (finished.has(id)) continue;
      const { specCid, status } = await chain.request(id);
      const named = [specCid, ...(await submittedCids(chain, id))];
      for (const cid of named) await pinOnce(cid);
      const locked = await lockedCid(specCid);
      for (const cid of locked) await pinOnce(cid);
      if (status !== 'open' && [...named, ...locked].every((cid) => pinned.has(cid))) finished.add(id);
    }
  };
  const unsubscribe = await chain.onBlock(() => {
    running ??= pinAll()
      .catch(() => undefined)
      .finally(() => (running = null));
  });
  return async () => {
    unsubscribe();
    stopping.abort();
    await running;
    await content.stop();
    await connection.disconnect();
  };
}

/** Packages and reports of a request. */
async function submittedCids(chain: MarketChain, requestId: number): Promise<string[]> {
  const submissions = await chain.submissions(requestId);
  return submissions.flatMap(({ packageCid, scores }) => [packageCid, ...scores.map(({ reportCid }) => reportCid)]);
}
