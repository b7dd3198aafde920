// Where in the market a secret of the vault belongs.
import type { MarketEntry } from '../../market/request/market-reader.ts';

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

/** Why a package's key is of no use any more, in a sentence; null for any other secret. */
export function whySpent(name: string, entries: readonly MarketEntry[]): string | null {
  const [kind, id] = name.split(':');
  if (kind !== 'package') return null;
  const own = entries.flatMap(({ submissions }) => submissions).find(({ sealedCid }) => sealedCid === id);
  if (!own) return 'No submission of this market has this package: it was never committed, or elsewhere.';
  if (own.packageKey !== null) return 'Not needed any more: the package is open.';
  if (own.status === 'failed') return 'The submission did not pass: nobody is asked for this key any more.';
  return null;
}
