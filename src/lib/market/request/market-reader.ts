// The market as pages list it: requests with their documents and submissions. What cannot change is read once. A document that
// nobody has holds up neither the list nor the others: it is waited for shortly, and asked for again less and less often.
import { documentKey } from './document-key.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { mapAtOnce } from '../../core/map-at-once.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { fetchRequestSpec } from './fetch-request-spec.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { RetryTimes } from './retry-times.ts';

/** What a request asks for. */
export interface RequestDocument {
  /** null with `specError` when the document cannot be had or is not one. */
  spec: RequestSpec | null;
  specError: AppError | null;
}

export interface MarketEntry extends RequestDocument {
  request: MarketRequest;
  submissions: MarketSubmission[];
}

export interface ListOptions extends LongCallOptions {
  /** Requests at most; default: all. */
  limit?: number;
  /** Only requests with smaller numbers; default: from the newest on. */
  before?: number;
  /** How long the list waits for documents that were not asked for before, all together; default 4 s. */
  documentsMs?: number;
}

export interface MarketReader {
  /** Newest first. A document that has not come in that time shows in a later list. */
  list(options?: ListOptions): Promise<MarketEntry[]>;
  document(request: MarketRequest, options?: LongCallOptions): Promise<RequestDocument>;
}

const DOCUMENTS_MS = 4_000;
/** Requests that are read at once, and documents that are asked for at once. */
const READS_AT_ONCE = 16;
export const DOCUMENTS_AT_ONCE = 200;

/** @param until ends the fetching that goes on behind the lists. */
export function createMarketReader(edges: MarketEdges, until?: AbortSignal): MarketReader {
  const specs = new Map<string, RequestSpec>();
  const finished = new Map<number, Pick<MarketEntry, 'request' | 'submissions'>>();
  const failures = new Map<string, AppError>();
  const retries = new RetryTimes();
  const pending = new Map<string, Promise<void>>();

  const document = async (request: MarketRequest, options: LongCallOptions = {}): Promise<RequestDocument> => {
    const key = documentKey(request);
    const known = specs.get(key);
    if (known) return { spec: known, specError: null };
    try {
      const spec = await fetchRequestSpec(edges.content, request, options);
      specs.set(key, spec);
      failures.delete(key);
      retries.succeeded(key);
      return { spec, specError: null };
    } catch (thrown) {
      if (options.signal?.aborted) throw thrown;
      return { spec: null, specError: AppError.from(thrown) };
    }
  };
  /** Fetches behind the list; what becomes of it shows in `specs` and `failures`. */
  const fetchBehind = (request: MarketRequest): Promise<void> => {
    const key = documentKey(request);
    const running = document(request, { signal: until }).then(
      ({ specError }) => {
        pending.delete(key);
        if (!specError) return;
        failures.set(key, specError);
        retries.failed(key, Date.now());
      },
      () => void pending.delete(key)
    );
    pending.set(key, running);
    return running;
  };
  const read = async (requestId: number): Promise<Pick<MarketEntry, 'request' | 'submissions'>> => {
    const known = finished.get(requestId);
    if (known) return known;
    const [request, submissions] = await Promise.all([
      edges.chain.request(requestId),
      edges.chain.submissions(requestId)
    ]);
    if (isFinished({ request, submissions })) finished.set(requestId, { request, submissions });
    return { request, submissions };
  };
  return {
    document,
    async list({ signal, limit = Infinity, before = Infinity, documentsMs = DOCUMENTS_MS } = {}) {
      const end = Math.min(await edges.chain.requestCount(), before);
      const ids = Array.from({ length: Math.max(0, Math.min(end, limit)) }, (_, i) => end - 1 - i);
      const entries = await mapAtOnce(ids, READS_AT_ONCE, read, signal);
      const isWanted = (key: string) => !specs.has(key) && !pending.has(key);
      const wanted = entries.map(({ request }) => request).filter((request) => isWanted(documentKey(request)));
      const due = retries.inTurn(wanted, documentKey, Date.now()).slice(0, DOCUMENTS_AT_ONCE);
      await atMost(documentsMs, Promise.all(due.map(fetchBehind)), signal);
      return entries.map((entry) => {
        const key = documentKey(entry.request);
        const spec = specs.get(key) ?? null;
        return { ...entry, spec, specError: spec === null ? (failures.get(key) ?? notYet(entry.request)) : null };
      });
    }
  };
}

const notYet = ({ specCid }: MarketRequest): AppError =>
  new AppError('store/unanswered', `Nobody has given the request document ${specCid} yet.`, {
    details: { cid: specCid }
  });

/** A settled request goes on while a package waits to be opened, or can be bought. */
function isFinished({ request, submissions }: Pick<MarketEntry, 'request' | 'submissions'>): boolean {
  if (request.stage === 'refunded') return true;
  return (
    request.stage === 'settled' && !request.terms.forSale && submissions.every(({ status }) => status !== 'passed')
  );
}

/** Waits for `work`, but not longer than that. Throws the signal's reason. */
async function atMost(ms: number, work: Promise<unknown>, signal?: AbortSignal): Promise<void> {
  const over = new AbortController();
  const ends = [AbortSignal.timeout(ms), over.signal, ...(signal ? [signal] : [])];
  const limit = new Promise<void>((resolve) =>
    AbortSignal.any(ends).addEventListener('abort', () => resolve(), { once: true })
  );
  await Promise.race([work, limit]);
  over.abort();
  signal?.throwIfAborted();
}
