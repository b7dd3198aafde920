// Packages that were found unusable in this session: asking again for what nobody has takes 20 s each time, and every later
// submission of a request is compared with all before it. Outages are never kept here.
import type { MarketSubmission } from '../../core/market/market-state.ts';
import type { ContentStore } from '../../ports/content-store.ts';

/** After this time a package that nobody had is asked for again. */
const KEPT_MS = 3_600_000;

/** How the packages are read: for another reader, or with another limit, the same package may be of use. */
export interface Reading {
  /** The validator's hotkey. */
  reader: string;
  maxBytes: number;
}

export interface UnusablePackages {
  has(submission: MarketSubmission): boolean;
  note(submission: MarketSubmission): void;
}

const bySession = new WeakMap<ContentStore, Map<string, number>>();

/** @param content names the session: what it could not give is remembered as long as it lives, and at most an hour. */
export function unusablePackages(
  content: ContentStore,
  { reader, maxBytes }: Reading,
  now: () => number = Date.now
): UnusablePackages {
  const foundAt = bySession.get(content) ?? new Map<string, number>();
  bySession.set(content, foundAt);
  // Not by the CID alone: whoever names another's package, and cannot open it, must not make that one unusable.
  const keyOf = ({ sealedCid, plainCid, hotkey, keyHash, keyBoxCid, packageKey }: MarketSubmission) =>
    JSON.stringify([sealedCid, plainCid, hotkey, keyHash, keyBoxCid, packageKey, reader, maxBytes]);
  return {
    has: (submission) => now() - (foundAt.get(keyOf(submission)) ?? -Infinity) < KEPT_MS,
    note: (submission) => void foundAt.set(keyOf(submission), now())
  };
}
