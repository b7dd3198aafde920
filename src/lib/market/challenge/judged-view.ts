// How another validator's report is measured again: without the submissions that it was measured without, and with what it
// says of its own seal in the key box.
import type { LongCallOptions } from '../../core/long-call.ts';
import { AppError } from '../../core/error/app-error.ts';
import { isOutage } from '../../core/error/error-kinds.ts';
import { isBoxClaim, type BoxClaim } from '../../core/report/unreadable.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchReport } from '../verify/read-report.ts';
import { challengedView, type ChallengedPlace, type ReportView } from './challenged-view.ts';

/** Beside request, submission and backend, what `measureSubmission` takes. */
export interface JudgedView extends ReportView {
  accusedClaim: BoxClaim | null;
}

/** @throws AppError `store/unreachable`, chain errors. */
export async function judgedView(
  place: ChallengedPlace,
  edges: MarketEdges,
  options: LongCallOptions = {}
): Promise<JudgedView> {
  const [view, accusedClaim] = await Promise.all([
    challengedView(place, edges, options),
    claimOfAccused(place, edges, options)
  ]);
  return { ...view, accusedClaim };
}

/**
 * What the accused says of its own seal; null where it says nothing, where it speaks of somebody else's, or where nobody has its
 * report: then the number is judged as every other.
 */
async function claimOfAccused(
  { request, submissionIndex, seat }: ChallengedPlace,
  { chain, ...edges }: MarketEdges,
  options: LongCallOptions
): Promise<BoxClaim | null> {
  const accused = (await chain.electors(request.id))[seat];
  if (!accused?.reportsCid) return null;
  try {
    const { unreadable } = await fetchReport(edges, { reportsCid: accused.reportsCid, submissionIndex }, options);
    return isBoxClaim(unreadable) && chain.publicKeyOf(unreadable.reader) === accused.hotkey ? unreadable : null;
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (thrown instanceof AppError && !isOutage(thrown)) return null;
    throw thrown;
  }
}
