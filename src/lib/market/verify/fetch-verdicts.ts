// The reported verdicts of a request's submissions, to be looked at side by side. Reports that cannot be read are left out;
// what a report claims is checked elsewhere (`verifyDataset`).
import type { MarketSubmission } from '../../core/market/market-state.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Verdict } from '../../core/report/score-report.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { fetchReport } from './verify-report.ts';

export interface ReportedVerdict {
  submission: number;
  /** Validator that reported it. */
  uid: number;
  verdict: Verdict;
}

/**
 * One verdict a submission: of the first validator whose report can be read, those that agree with the median first. What a
 * jury struck is no verdict. Throws only the signal's reason.
 */
export async function fetchVerdicts(
  submissions: readonly MarketSubmission[],
  content: Pick<ContentStore, 'readFile'>,
  options: LongCallOptions = {}
): Promise<ReportedVerdict[]> {
  const found = await Promise.all(submissions.map((submission) => firstVerdict(submission, content, options)));
  return found.filter((verdict) => verdict !== null);
}

async function firstVerdict(
  { index, scores }: MarketSubmission,
  content: Pick<ContentStore, 'readFile'>,
  options: LongCallOptions
): Promise<ReportedVerdict | null> {
  const standing = scores.filter(({ isStruck }) => !isStruck);
  const agreeing = standing.toSorted((a, b) => Number(a.isOutlier) - Number(b.isOutlier));
  for (const { reportsCid } of agreeing) {
    try {
      const { verdict, validator } = await fetchReport(content, { reportsCid, submissionIndex: index }, options);
      return { submission: index, uid: validator.uid, verdict };
    } catch {
      options.signal?.throwIfAborted();
    }
  }
  return null;
}
