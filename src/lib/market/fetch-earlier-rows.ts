// The rows of the submissions that were committed before one: what is copied from them does not count.
import type { MarketChain, MarketSubmission } from '../chain/market-chain.ts';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { ContentStore } from '../store/content-store.ts';
import { fetchPackageRows } from './fetch-package-rows.ts';

/** What is wrong with a package itself, not with the way to it. */
const UNUSABLE = new Set([
  'store/not-found',
  'store/too-large',
  'store/invalid-cid',
  'store/no-such-file',
  'store/not-a-folder',
  'store/unsafe-path',
  'store/duplicate-path',
  'store/unreadable',
  'package/no-data'
]);

/**
 * JSONL of each earlier submission of the request, earliest first. A package that nobody holds or that is none is given as
 * no rows: a submitter must not be able to stop the scoring of others. Throws store and chain errors otherwise.
 */
export async function fetchEarlierRows(
  submission: MarketSubmission,
  { chain, content }: { chain: Pick<MarketChain, 'submissions'>; content: ContentStore },
  options: LongCallOptions & { maxBytes: number }
): Promise<Uint8Array[]> {
  const submissions = await chain.submissions(submission.requestId);
  const earlier = submissions
    .filter(({ index }) => index < submission.index)
    .sort((one, other) => one.index - other.index);
  const rows: Uint8Array[] = [];
  for (const { packageCid } of earlier) rows.push(await rowsOrNone(content, packageCid, options));
  return rows;
}

async function rowsOrNone(
  content: ContentStore,
  packageCid: string,
  options: LongCallOptions & { maxBytes: number }
): Promise<Uint8Array> {
  try {
    return await fetchPackageRows(content, packageCid, options);
  } catch (error) {
    if (error instanceof AppError && UNUSABLE.has(error.code)) return new Uint8Array(0);
    throw error;
  }
}
