// A score depends on the earlier submissions that could be read: rows copied from them do not count. A miner may have sealed its
// package to some validators only; a juror measures a report with the same earlier submissions as its validator did, or gives no verdict.
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
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

/**
 * Which earlier submissions a revealed report was measured without; none where nobody has it or it is none. An accused cannot
 * escape by withholding its report, nor lose its bond by an outage.
 * @throws AppError `store/unreachable`, chain errors.
 */
export async function challengedView(
  place: ChallengedPlace,
  edges: MarketEdges,
  options: LongCallOptions = {}
): Promise<number[]> {
  return (await viewOfReport(place, edges, options)) ?? [];
}

/** As above; null where the report says that the package cannot be read: that is wrong whatever else can be read. */
async function viewOfReport(
  { request, submissionIndex, seat }: ChallengedPlace,
  { chain, ...edges }: MarketEdges,
  options: LongCallOptions
): Promise<number[] | null> {
  const reportsCid = (await chain.electors(request.id))[seat]?.reportsCid;
  if (!reportsCid) return [];
  try {
    const { earlierUnread = [], unreadable } = await fetchReport(edges, { reportsCid, submissionIndex }, options);
    if (unreadable) return null;
    if (earlierUnread.length === 0) return [];
    const [whole, submissions] = await Promise.all([chain.request(request.id), chain.submissions(request.id)]);
    const { mechanism } = await fetchWholeRequest(whole, edges, options);
    // Only what a rerun reads, each once: a report that names more could not be compared with any other.
    return readSubmissions({ index: submissionIndex }, submissions, mechanism.reads)
      .map(({ index }) => index)
      .filter((index) => earlierUnread.includes(index));
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (thrown instanceof AppError && !isOutage(thrown)) return [];
    throw thrown;
  }
}

export function isSameView({ earlierUnread = [] }: ScoreReport, view: readonly number[]): boolean {
  return earlierUnread.length === view.length && earlierUnread.every((index) => view.includes(index));
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
  if (view === null || isSameView(report, view)) return;
  const own = report.earlierUnread ?? [];
  const lacking = own.filter((index) => !view.includes(index));
  const sentence =
    lacking.length > 0
      ? `The challenged report was measured with submission ${lacking.join(', ')}, which this account cannot read.`
      : `The challenged report was measured without submission ${view.join(', ')}, this one with it.`;
  throw new AppError('challenge/other-view', `${sentence} The two numbers cannot be compared.`, {
    hints:
      lacking.length > 0
        ? ['Rows copied from it do not count there and do here: do not judge, a wrong verdict can take an honest bond.']
        : ['Measure it anew: it is left out then.'],
    details: { own, challenged: view }
  });
}

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
