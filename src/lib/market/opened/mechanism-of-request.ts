// Which mechanism a request's document names, remembered: every submission is held against what the same requests opened.
import { AppError } from '../../core/error/app-error.ts';
import { isOutage } from '../../core/error/error-kinds.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { documentKey } from '../request/document-key.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';

/** After this time a document that nobody gave is asked for again. */
const KEPT_MS = 3_600_000;

const bySession = new WeakMap<ContentStore, Map<string, { name: string | null; at: number }>>();

/**
 * '' for a document that is none, null for one that nobody gives.
 * @throws AppError `store/unreachable`; the signal's reason.
 */
export async function mechanismOfRequest(
  request: MarketRequest,
  content: ContentStore,
  options: LongCallOptions = {},
  now: () => number = Date.now
): Promise<string | null> {
  const known = bySession.get(content) ?? new Map<string, { name: string | null; at: number }>();
  bySession.set(content, known);
  const key = documentKey(request);
  const before = known.get(key);
  if (before && (before.name !== null || now() - before.at < KEPT_MS)) return before.name;
  const name = await read(request, content, options);
  known.set(key, { name, at: now() });
  return name;
}

async function read(request: MarketRequest, content: ContentStore, options: LongCallOptions): Promise<string | null> {
  try {
    return (await fetchRequestSpec(content, request, options)).mechanism;
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (!(thrown instanceof AppError) || isOutage(thrown)) throw thrown;
    return thrown.code === 'store/not-found' || thrown.code === 'store/unanswered' ? null : '';
  }
}
