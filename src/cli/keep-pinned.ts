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
  const settled = new Set<string>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | null = null;

  const pinOnce = async (cid: string) => {
    if (settled.has(cid)) return;
    try {
      await pinner.pin(cid, { signal: AbortSignal.any([signal, AbortSignal.timeout(PIN_TIMEOUT_MS)]) });
      settled.add(cid);
    } catch (thrown) {
      signal.throwIfAborted();
      say(`assay: ${cid} is named on chain but could not be fetched yet (${(thrown as Error).message}).`);
    }
  };
  const pinAll = async () => {
    for (const cid of await namedCids(chain)) await pinOnce(cid);
    for (const cid of await specCids(chain)) {
      const spec = await content
        .readFile(cid, { maxBytes: MAX_SPEC_BYTES, timeoutMs: PIN_TIMEOUT_MS, signal })
        .then(parseRequestSpec, () => null);
      signal.throwIfAborted();
      if (spec?.benchmark) await pinOnce(spec.benchmark.lockedCid);
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

async function namedCids(chain: MarketChain): Promise<string[]> {
  const events = await chain.events();
  const named = events.flatMap((event) =>
    event.kind === 'submitted' ? [event.packageCid] : event.kind === 'scored' ? [event.reportCid] : []
  );
  return [...(await specCids(chain)), ...named];
}

async function specCids(chain: MarketChain): Promise<string[]> {
  const count = await chain.requestCount();
  const requests = await Promise.all(Array.from({ length: count }, (_, id) => chain.request(id)));
  return requests.map(({ specCid }) => specCid);
}
