// The market as pages list it: every request with its document and its submissions. What cannot change is read once.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { fetchRequestSpec } from './fetch-request-spec.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';

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

export interface MarketReader {
  /** Newest first. */
  list(options?: LongCallOptions): Promise<MarketEntry[]>;
  document(request: MarketRequest, options?: LongCallOptions): Promise<RequestDocument>;
}

export function createMarketReader(edges: MarketEdges): MarketReader {
  const specs = new Map<string, RequestSpec>();
  const finished = new Map<number, MarketEntry>();

  const document = async (request: MarketRequest, options: LongCallOptions = {}): Promise<RequestDocument> => {
    // Two requests may name one document; the benchmark they commit to says which of them it belongs to.
    const key = `${request.specCid} ${request.benchmarkCommitment}`;
    const known = specs.get(key);
    if (known) return { spec: known, specError: null };
    try {
      const spec = await fetchRequestSpec(edges.content, request, options);
      specs.set(key, spec);
      return { spec, specError: null };
    } catch (thrown) {
      if (options.signal?.aborted) throw thrown;
      return { spec: null, specError: AppError.from(thrown) };
    }
  };

  const entry = async (requestId: number, options: LongCallOptions): Promise<MarketEntry> => {
    const known = finished.get(requestId);
    if (known) return known;
    const [request, submissions] = await Promise.all([
      edges.chain.request(requestId),
      edges.chain.submissions(requestId)
    ]);
    const read: MarketEntry = { request, submissions, ...(await document(request, options)) };
    if (isFinished(read)) finished.set(requestId, read);
    return read;
  };

  return {
    document,
    async list(options = {}) {
      const count = await edges.chain.requestCount();
      const ids = Array.from({ length: count }, (_, i) => count - 1 - i);
      return Promise.all(ids.map((id) => entry(id, options)));
    }
  };
}

/** A settled request goes on while a package waits to be opened, or can be bought. */
function isFinished({ request, submissions, spec }: MarketEntry): boolean {
  if (spec === null) return false;
  if (request.stage === 'refunded') return true;
  return (
    request.stage === 'settled' && !request.terms.forSale && submissions.every(({ status }) => status !== 'passed')
  );
}
