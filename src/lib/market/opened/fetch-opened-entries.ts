// The opened entries of other requests that a measurement is held against, fetched. One that nobody gives stops no scoring, for
// content of closed requests may be gone for good: it is named instead. Where no source can be asked there is no score yet.
import { AppError } from '../../core/error/app-error.ts';
import { isOutage } from '../../core/error/error-kinds.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { mapAtOnce } from '../../core/map-at-once.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import {
  isPlaceIn,
  type EntryPlace,
  type OpenedEntries,
  type OpenedEntry
} from '../../core/mechanism/opened-entries.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchOpenedFiles } from '../submission/fetch-opened-files.ts';
import { unusablePackages } from '../submission/unusable-packages.ts';
import { mechanismOfRequest } from './mechanism-of-request.ts';
import { openedSubmissions, type OpenedBefore, type OpenedSubmission } from './opened-submissions.ts';

const READ_AT_ONCE = 8;
/** Of one package: whoever drips its blocks holds up the scoring of others no longer. */
const PACKAGE_MS = 120_000;

interface OpenedTask extends OpenedBefore {
  mechanism: AnyMechanism;
  /** Not to be read: a report that is checked was measured without them. */
  without?: readonly EntryPlace[];
}

/**
 * @returns undefined for mechanisms that read none.
 * @throws AppError `store/unreachable`, chain errors.
 */
export async function fetchOpenedEntries(
  { mechanism, without = [], ...before }: OpenedTask,
  { chain, content }: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions = {},
  packageMs = PACKAGE_MS
): Promise<OpenedEntries | undefined> {
  const { opened: rules } = mechanism;
  if (!rules) return undefined;
  const candidates = await openedSubmissions(chain, before, options.signal);
  const wanted = await ofMechanism(candidates, { name: mechanism.name, most: rules.most }, content, options);
  const reader = { reader: 'anyone', maxBytes: rules.maxBytes };
  const unusable = unusablePackages(content, reader);
  const read = await mapAtOnce(
    wanted,
    READ_AT_ONCE,
    async ({ place, submission }): Promise<OpenedEntry | null> => {
      if (submission === null || isPlaceIn(place, without) || unusable.has(submission)) return null;
      const limit = AbortSignal.timeout(packageMs);
      const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
      try {
        const reading = { ...options, signal, maxBytes: rules.maxBytes };
        return { ...place, files: await fetchOpenedFiles(submission, content, reading) };
      } catch (thrown) {
        options.signal?.throwIfAborted();
        if (!limit.aborted && (!(thrown instanceof AppError) || isOutage(thrown))) throw thrown;
        unusable.note(submission);
        return null;
      }
    },
    options.signal
  );
  const entries = read.filter((entry) => entry !== null);
  const left = wanted.filter((_, at) => read[at] === null);
  // Programs first: of the others nobody knows what they are, and there may be any number of them.
  const unread = [...left.filter(isKnown), ...left.filter((one) => !isKnown(one))];
  return { entries, unread: unread.slice(0, rules.most).map(({ place }) => place) };
}

interface Wanted {
  place: EntryPlace;
  /** Null where its request's document is not to be had, so that nobody here knows what it is. */
  submission: OpenedSubmission['submission'] | null;
}

const isKnown = ({ submission }: Wanted): boolean => submission !== null;

/** The first ones of a mechanism. Those of a document that is not to be had take nobody's place. */
async function ofMechanism(
  candidates: readonly OpenedSubmission[],
  { name, most }: { name: string; most: number },
  content: ContentStore,
  options: LongCallOptions
): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  let known = 0;
  for (let from = 0; from < candidates.length && known < most; from += READ_AT_ONCE) {
    const some = candidates.slice(from, from + READ_AT_ONCE);
    const names = await mapAtOnce(
      some,
      READ_AT_ONCE,
      ({ request }) => mechanismOfRequest(request, content, options),
      options.signal
    );
    for (const [at, { request, submission }] of some.entries()) {
      if (known === most) break;
      const place = { request: request.id, submission: submission.index };
      if (names[at] === null) wanted.push({ place, submission: null });
      else if (names[at] === name) {
        wanted.push({ place, submission });
        known++;
      }
    }
  }
  return wanted;
}
