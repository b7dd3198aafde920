// The rows of the submissions that were committed before one: what is copied from them does not count.
import type { MarketSubmission } from '../chain/market-chain.ts';
import { AppError } from '../core/error/app-error.ts';

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
  'package/no-data',
  'submission/unreadable-package',
  'submission/invalid-key-box',
  'submission/not-sealed-to-you',
  'submission/damaged-seal',
  'submission/wrong-key',
  'submission/sealed'
]);

export interface EarlierRows {
  /** JSONL of each, earliest first; empty for a package that nobody holds or that is none. */
  rows: Uint8Array[];
  /** Which of them could not be read. */
  unreadIndexes: number[];
}

/**
 * A submitter must not be able to stop the scoring of others: what is wrong with a package makes it no rows.
 * @param readRows rows of one submission. Its other errors, of store and chain, are thrown on.
 */
export async function fetchEarlierRows(
  submission: MarketSubmission,
  submissions: readonly MarketSubmission[],
  readRows: (earlier: MarketSubmission) => Promise<Uint8Array>
): Promise<EarlierRows> {
  const earlier = submissions
    .filter(({ index, status }) => index < submission.index && status !== 'sealed' && status !== 'duplicate')
    .toSorted((one, other) => one.index - other.index);
  const rows: Uint8Array[] = [];
  const unreadIndexes: number[] = [];
  for (const one of earlier)
    try {
      rows.push(await readRows(one));
    } catch (error) {
      if (!(error instanceof AppError && UNUSABLE.has(error.code))) throw error;
      rows.push(new Uint8Array(0));
      unreadIndexes.push(one.index);
    }
  return { rows, unreadIndexes };
}
