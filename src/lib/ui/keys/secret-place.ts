// Where in the market a secret of the vault belongs.
import type { MarketEntry } from '../../market/market-reader.ts';

/** `submission 1 of request 0, "Word problems"`; null where no request of this market names it. */
export function secretPlace(name: string, entries: readonly MarketEntry[]): string | null {
  const [kind, id] = name.split(':');
  for (const { request, spec, submissions } of entries) {
    const title = `request ${request.id}${spec ? `, "${spec.title}"` : ''}`;
    if (kind === 'benchmark' && request.benchmarkCommitment === id) return title;
    if (kind === 'reader' && spec?.readerKey === id) return title;
    const submission = kind === 'package' && submissions.find(({ sealedCid }) => sealedCid === id);
    if (submission) return `submission ${submission.index} of ${title}`;
  }
  return null;
}

/** A package that was sealed and never committed has a key that nobody needs. */
export const isUncommitted = (name: string, entries: readonly MarketEntry[]): boolean =>
  name.startsWith('package:') && secretPlace(name, entries) === null;
