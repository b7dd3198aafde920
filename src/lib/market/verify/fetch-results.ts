// The reported results of a request's submissions, to be looked at side by side. Reports that cannot be read are left out;
// what a report claims is checked elsewhere (`verifyDataset`).
import type { MarketSubmission } from '../../core/market/market-state.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Result } from '../../core/mechanism/result.ts';
import type { Unreadable } from '../../core/report/unreadable.ts';
import { fetchReport, type ReportReadEdges } from './read-report.ts';

export interface ReportedResult {
  submission: number;
  /** Validator that reported it. */
  uid: number;
  result: Result;
  /** What the miner made unreadable; then nothing was measured. */
  unreadable: Unreadable | null;
}

/**
 * One result a submission: of the first validator whose report can be read, those that agree with the median first. What a
 * jury struck is no result, nor is what another mechanism than the request's gave. Throws only the signal's reason.
 */
export async function fetchResults(
  { submissions, mechanism }: { submissions: readonly MarketSubmission[]; mechanism: string },
  edges: ReportReadEdges,
  options: LongCallOptions = {}
): Promise<ReportedResult[]> {
  const found = await Promise.all(submissions.map((submission) => firstResult(submission, mechanism, edges, options)));
  return found.filter((result) => result !== null);
}

async function firstResult(
  { index, scores }: MarketSubmission,
  mechanism: string,
  edges: ReportReadEdges,
  options: LongCallOptions
): Promise<ReportedResult | null> {
  const standing = scores.filter(({ isStruck }) => !isStruck);
  const agreeing = standing.toSorted((a, b) => Number(a.isOutlier) - Number(b.isOutlier));
  for (const { reportsCid } of agreeing) {
    try {
      const {
        result,
        validator,
        unreadable = null
      } = await fetchReport(edges, { reportsCid, submissionIndex: index }, options);
      if (result.mechanism === mechanism) return { submission: index, uid: validator.uid, result, unreadable };
    } catch {
      options.signal?.throwIfAborted();
    }
  }
  return null;
}
