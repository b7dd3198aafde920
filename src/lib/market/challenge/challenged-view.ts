// A score depends on the earlier submissions, and on what other requests opened, as far as they could be read: copies from there do
// not count. A miner may have sealed its package to some validators only; a juror measures a report with the same ones as its
// validator did, or gives no verdict.
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import {
  isPlaceIn,
  isSameOpened,
  placeText,
  type EntryPlace,
  type OpenedView
} from '../../core/mechanism/opened-entries.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { isBoxClaim, type Unreadable } from '../../core/report/unreadable.ts';
import { isOutage } from '../../core/error/error-kinds.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchWholeRequest } from '../request/fetch-whole-request.ts';
import { readSubmissions } from '../submission/fetch-other-entries.ts';
import { fetchReport } from '../verify/read-report.ts';

export interface ChallengedPlace {
  request: Pick<MarketRequest, 'id'>;
  submissionIndex: number;
  /** Seat of the validator whose report it is. */
  seat: number;
}

/** The report that a challenge is about. */
export function accusedReport(
  request: ChallengedPlace['request'],
  { submissionIndex, accusedSeat }: Pick<Challenge, 'submissionIndex' | 'accusedSeat'>
): ChallengedPlace {
  return { request, submissionIndex, seat: accusedSeat };
}

/** What a report was measured without, and what of other requests it was held against. */
export interface ReportView {
  withoutEarlier: readonly number[];
  withoutOpened: readonly EntryPlace[];
  openedRead: readonly EntryPlace[];
}

const WITH_ALL: ReportView = { withoutEarlier: [], withoutOpened: [], openedRead: [] };

/**
 * Of a revealed report; as if it was measured with all where nobody has it or it is none. An accused cannot escape by withholding its
 * report, nor lose its bond by an outage.
 * @throws AppError `store/unreachable`, chain errors.
 */
export async function challengedView(
  place: ChallengedPlace,
  edges: MarketEdges,
  options: LongCallOptions = {}
): Promise<ReportView> {
  return (await viewOfReport(place, edges, options)) ?? WITH_ALL;
}

/** As above; null where the report says that the package cannot be read: that is wrong whatever else can be read. */
async function viewOfReport(
  { request, submissionIndex, seat }: ChallengedPlace,
  { chain, ...edges }: MarketEdges,
  options: LongCallOptions
): Promise<ReportView | null> {
  const reportsCid = (await chain.electors(request.id))[seat]?.reportsCid;
  if (!reportsCid) return WITH_ALL;
  try {
    const report = await fetchReport(edges, { reportsCid, submissionIndex }, options);
    if (report.unreadable) return null;
    const opened = await openedViewOf(report, edges);
    const view = { ...WITH_ALL, withoutOpened: opened.unread, openedRead: opened.read };
    const { earlierUnread = [] } = report;
    if (earlierUnread.length === 0) return view;
    const [whole, submissions] = await Promise.all([chain.request(request.id), chain.submissions(request.id)]);
    const { mechanism } = await fetchWholeRequest(whole, edges, options);
    // Only what a rerun reads, each once: a report that names more could not be compared with any other.
    const withoutEarlier = readSubmissions({ index: submissionIndex }, submissions, mechanism.reads)
      .map(({ index }) => index)
      .filter((index) => earlierUnread.includes(index));
    return { ...view, withoutEarlier };
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (thrown instanceof AppError && !isOutage(thrown)) return WITH_ALL;
    throw thrown;
  }
}

/** Nothing where the mechanism reads none, or the package could not be read. */
async function openedViewOf(
  { result, unreadable }: ScoreReport,
  { mechanisms }: Pick<MarketEdges, 'mechanisms'>
): Promise<OpenedView> {
  const { opened } = await mechanisms.load(result.mechanism);
  return opened && !unreadable ? opened.viewOf(result.evidence) : { read: [], unread: [] };
}

/** Whether the number of a report can be held against that of another one. */
export async function isSameView(
  report: ScoreReport,
  view: ReportView,
  edges: Pick<MarketEdges, 'mechanisms'>
): Promise<boolean> {
  const opened = { read: view.openedRead, unread: view.withoutOpened };
  return isSameEarlier(report, view) && isSameOpened(await openedViewOf(report, edges), opened);
}

function isSameEarlier({ earlierUnread = [] }: ScoreReport, { withoutEarlier }: ReportView): boolean {
  return (
    earlierUnread.length === withoutEarlier.length && earlierUnread.every((index) => withoutEarlier.includes(index))
  );
}

/**
 * Neither a report that cannot read the package nor one against such a report has to keep to a view. Of a seal in the key box only
 * what is said of the accused's own counts here.
 * @throws AppError `challenge/other-view` naming the submissions, `challenge/cannot-read`.
 */
export async function requireSameView(
  place: ChallengedPlace,
  report: ScoreReport,
  edges: MarketEdges,
  options: LongCallOptions = {}
): Promise<void> {
  if (report.unreadable) return requireOwnSeal(place, report.unreadable, edges);
  const view = await viewOfReport(place, edges, options);
  if (view === null) return;
  if (!isSameEarlier(report, view)) throw otherEarlier(report, view);
  const opened = await openedViewOf(report, edges);
  if (!isSameOpened(opened, { read: view.openedRead, unread: view.withoutOpened })) throw otherOpened(opened, view);
}

function otherEarlier({ earlierUnread: own = [] }: ScoreReport, { withoutEarlier: view }: ReportView): AppError {
  const lacking = own.filter((index) => !view.includes(index));
  const sentence =
    lacking.length > 0
      ? `The challenged report was measured with submission ${lacking.join(', ')}, which this account cannot read.`
      : `The challenged report was measured without submission ${view.join(', ')}, this one with it.`;
  return otherView(sentence, lacking.length > 0, { own, challenged: [...view] });
}

function otherOpened(own: OpenedView, { withoutOpened, openedRead }: ReportView): AppError {
  const lacking = own.unread.filter((place) => isPlaceIn(place, openedRead));
  const more = own.read.filter((place) => isPlaceIn(place, withoutOpened));
  const sentence =
    lacking.length > 0
      ? `The challenged report was held against what ${lacking.map(placeText).join('; ')} opened, which cannot be read here.`
      : `The challenged report was measured without what ${more.map(placeText).join('; ')} opened, this one with it.`;
  return otherView(sentence, lacking.length > 0, { own: lacking.map(placeText), challenged: more.map(placeText) });
}

const otherView = (sentence: string, isLacking: boolean, details: Record<string, unknown>): AppError =>
  new AppError('challenge/other-view', `${sentence} The two numbers cannot be compared.`, {
    hints: isLacking
      ? [
          'What is copied from it does not count there and does here: do not judge, a wrong verdict can take an honest bond.'
        ]
      : ['Measure it anew: it is left out then.'],
    details
  });

/** Another one's seal says nothing of what the accused could read. */
async function requireOwnSeal(
  { request, seat }: ChallengedPlace,
  unreadable: Unreadable,
  { chain }: Pick<MarketEdges, 'chain'>
): Promise<void> {
  if (!isBoxClaim(unreadable)) return;
  const accused = (await chain.electors(request.id))[seat];
  if (accused && chain.publicKeyOf(unreadable.reader) === accused.hotkey) return;
  throw new AppError(
    'challenge/cannot-read',
    `The report says that ${unreadable.reader} could not read the package, which says nothing of the accused.`,
    { hints: ['Do not judge or challenge it: a wrong verdict can take an honest bond.'] }
  );
}
