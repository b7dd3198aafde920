// The reported verdicts of a request's submissions, to be looked at side by side. Reports that cannot be read are left out;
// what a report claims is checked elsewhere (`verifyDataset`).
import type { MarketScore, MarketSubmission } from '../chain/market-chain.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { MAX_REPORT_BYTES, parseScoreReport } from '../core/report/parse-score-report.ts';
import { reportPath } from '../core/report/report-path.ts';
import type { ScoreReport, Verdict } from '../core/report/score-report.ts';
import type { ContentStore } from '../store/content-store.ts';

export interface ReportedVerdict {
  submission: number;
  /** Validator that reported it. */
  uid: number;
  verdict: Verdict;
}

/** One verdict a submission, of the first validator whose report can be read. Throws only the signal's reason. */
export async function fetchVerdicts(
  submissions: readonly MarketSubmission[],
  content: Pick<ContentStore, 'readFile'>,
  options: LongCallOptions = {}
): Promise<ReportedVerdict[]> {
  const found = await Promise.all(submissions.map((submission) => firstVerdict(submission, content, options)));
  return found.filter((verdict) => verdict !== null);
}

/** The report of one submission in a validator's folder. Throws store errors and AppError `report/malformed`. */
export async function fetchScoreReport(
  { index, reportsCid }: { index: number } & Pick<MarketScore, 'reportsCid'>,
  content: Pick<ContentStore, 'readFile'>,
  options: LongCallOptions = {}
): Promise<ScoreReport> {
  const file = { ...options, path: reportPath(index), maxBytes: MAX_REPORT_BYTES };
  return parseScoreReport(await content.readFile(reportsCid, file));
}

async function firstVerdict(
  { index, scores }: MarketSubmission,
  content: Pick<ContentStore, 'readFile'>,
  options: LongCallOptions
): Promise<ReportedVerdict | null> {
  for (const { reportsCid } of scores) {
    try {
      const { verdict, validator } = await fetchScoreReport({ index, reportsCid }, content, options);
      return { submission: index, uid: validator.uid, verdict };
    } catch {
      options.signal?.throwIfAborted();
    }
  }
  return null;
}
