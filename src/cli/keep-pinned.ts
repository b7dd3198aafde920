// Keeps on the content node what the market names: documents, locked benchmarks, packages, key boxes, reports and evidence.
// Anyone may name what nobody has: what is here already is taken first, what failed is tried again less and less often, and
// never before what has failed less.
import { setTimeout as sleep } from 'node:timers/promises';
import { connectChain } from '#lib/chain/connection/connect-chain.ts';
import { createMarketChain } from '#lib/chain/create-market-chain.ts';
import { networkOf } from '#lib/chain/connection/network-of.ts';
import { mapAtOnce } from '#lib/core/map-at-once.ts';
import { parseRequestSpec } from '#lib/core/request/parse-request-spec.ts';
import { MAX_SPEC_BYTES } from '#lib/market/request/fetch-request-spec.ts';
import { readRequestState, type RequestState } from '#lib/market/request/request-state.ts';
import { RetryTimes } from '#lib/market/request/retry-times.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { namedCids } from './named-cids.ts';
import { say } from './say.ts';

/** The part of the content node that this needs. */
export interface Pinner {
  gatewayUrl: string;
  /** Whether the first block of it is here. */
  holds(cid: string): Promise<boolean>;
  pin(cid: string, options?: { signal?: AbortSignal }): Promise<unknown>;
}

const PIN_TIMEOUT_MS = 60_000;
/** A first try finds what a connected peer has; more time is for what has been named for long. */
const FIRST_TRY_MS = 5_000;
/** The node takes more at once; peers' own requests keep room. */
const PINS_AT_ONCE = 8;
const READS_AT_ONCE = 8;
/** A chain that makes blocks as fast as it can is not asked after each of them. */
const LOOK_EVERY_MS = 1_000;
/** Lines about what cannot be fetched: the rest is a number. */
const NAMED_LINES = 3;

/** Pins what stands on chain now and what comes later. Returns the way to stop, which gives up what is being fetched. */
export async function keepPinned(chainUrl: string, pinner: Pinner): Promise<() => Promise<void>> {
  const connection = await connectChain(chainUrl);
  const chain = createMarketChain(connection, networkOf(connection));
  const content = await createNodeStore({ gatewayUrl: pinner.gatewayUrl });
  const stopping = new AbortController();
  const { signal } = stopping;
  const pinned = new Set<string>();
  const failed = new Set<string>();
  const retries = new RetryTimes();
  /** What requests name that nothing is added to any more, by the request. */
  const closed = new Map<number, string[]>();
  /** Documents that were read: the locked benchmarks they name. */
  const lockedBy = new Map<string, string[]>();

  const tryOnce = async (cid: string) => {
    const limitMs = failed.has(cid) ? PIN_TIMEOUT_MS : FIRST_TRY_MS;
    try {
      await pinner.pin(cid, { signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]) });
      pinned.add(cid);
      failed.delete(cid);
      retries.succeeded(cid);
    } catch (thrown) {
      signal.throwIfAborted();
      retries.failed(cid, Date.now());
      if (failed.has(cid)) return;
      failed.add(cid);
      if (failed.size <= NAMED_LINES)
        say(`assay: ${cid} is named on chain but could not be fetched yet (${(thrown as Error).message}).`);
      else if (failed.size % 50 === 0) say(`assay: ${failed.size} CIDs are named on chain that nobody gives.`);
    }
  };
  /** What a request names; its document, once it is here, may name more. */
  const namedBy = async (id: number): Promise<string[]> => {
    const known = closed.get(id);
    if (known) return [...known, ...(lockedBy.get(known[0]!) ?? [])];
    const state = await readRequestState(chain, id);
    const named = namedCids(state);
    if (isClosed(state)) closed.set(id, named);
    return [...named, ...(lockedBy.get(state.request.specCid) ?? [])];
  };
  const readLocked = async (specCid: string) => {
    const spec = await content
      .readFile(specCid, { maxBytes: MAX_SPEC_BYTES, timeoutMs: FIRST_TRY_MS, signal })
      .then(parseRequestSpec, () => null);
    signal.throwIfAborted();
    // A document that is no request names nothing, and stays one.
    lockedBy.set(specCid, spec?.benchmark ? [spec.benchmark.lockedCid] : []);
  };
  const look = async () => {
    const count = await chain.requestCount();
    const named = await mapAtOnce(
      Array.from({ length: count }, (_, id) => id),
      READS_AT_ONCE,
      namedBy
    );
    const wanted = [...new Set(named.flat())].filter((cid) => !pinned.has(cid));
    const untried = wanted.filter((cid) => !failed.has(cid) && !fetching.has(cid));
    const here = new Set(await filterHeld(untried, pinner));
    await mapAtOnce([...here], PINS_AT_ONCE, tryOnce);
    for (const [specCid] of named)
      if (specCid !== undefined && pinned.has(specCid) && !lockedBy.has(specCid)) {
        await readLocked(specCid);
        wanted.push(...lockedBy.get(specCid)!.filter((cid) => !pinned.has(cid) && !wanted.includes(cid)));
      }
    return retries.inTurn(
      wanted.filter((cid) => !pinned.has(cid)),
      (cid) => cid,
      Date.now()
    );
  };
  let isDue = false;
  let running: Promise<void> | null = null;
  /** What is not here is fetched beside the looks, so that it holds nothing up that is. */
  let away: string[] = [];
  const fetching = new Set<string>();
  const fetchAway = () => {
    while (fetching.size < PINS_AT_ONCE && away.length > 0 && !signal.aborted) {
      const cid = away.shift()!;
      if (fetching.has(cid) || pinned.has(cid)) continue;
      fetching.add(cid);
      void tryOnce(cid)
        .catch(() => undefined)
        .finally(() => {
          fetching.delete(cid);
          fetchAway();
          if (pinned.has(cid)) lookSoon();
          else lookAgainAt(retries.nextMs([cid]));
        });
    }
  };
  const lookWhileDue = async () => {
    while (isDue) {
      isDue = false;
      away = await look().catch(() => away);
      fetchAway();
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const lookSoon = () => {
    isDue = !signal.aborted;
    if (isDue) running ??= lookWhileDue().finally(() => (running = null));
  };
  /** Chains rest, and what failed is due all the same. */
  let alarm: { atMs: number; timer: ReturnType<typeof setTimeout> } | null = null;
  const lookAgainAt = (atMs: number | null) => {
    if (atMs === null || signal.aborted || (alarm && alarm.atMs <= atMs)) return;
    clearTimeout(alarm?.timer);
    const ring = () => {
      alarm = null;
      lookSoon();
    };
    alarm = { atMs, timer: setTimeout(ring, Math.max(0, atMs - Date.now())) };
  };
  const unsubscribe = await chain.onBlock(lookSoon);
  return async () => {
    unsubscribe();
    stopping.abort();
    clearTimeout(alarm?.timer);
    isDue = false;
    await running;
    await content.stop();
    await connection.disconnect();
  };
}

function isClosed({ request: { stage }, submissions }: RequestState): boolean {
  const isOver = stage === 'settled' || stage === 'refunded';
  return isOver && !submissions.some(({ status }) => status === 'passed');
}

async function filterHeld(cids: readonly string[], pinner: Pinner): Promise<string[]> {
  const held = await mapAtOnce(cids, READS_AT_ONCE, (cid) => pinner.holds(cid).catch(() => false));
  return cids.filter((_, at) => held[at]);
}
