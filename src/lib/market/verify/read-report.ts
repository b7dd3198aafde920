// A report of unknown origin, down to the evidence that its mechanism checks.
import type { LongCallOptions } from '../../core/long-call.ts';
import { MAX_REPORT_BYTES, parseScoreReport } from '../../core/report/parse-score-report.ts';
import { reportPath } from '../../core/report/report-path.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';

/** @throws AppError `report/malformed` naming the field, `mechanism/unknown`. */
export async function readReport(
  bytes: Uint8Array,
  { mechanisms }: Pick<MarketEdges, 'mechanisms'>
): Promise<ScoreReport> {
  const report = parseScoreReport(bytes);
  const mechanism = await mechanisms.load(report.result.mechanism);
  // Where nothing was measured there is none, and `parseScoreReport` has seen to it.
  if (report.unreadable) return report;
  const evidence: unknown = mechanism.parseEvidence(report.result.evidence);
  return { ...report, result: { ...report.result, evidence } };
}

export interface ReportReadEdges extends Pick<MarketEdges, 'mechanisms'> {
  content: Pick<MarketEdges['content'], 'readFile'>;
}

/** Fetches the report on a submission from a validator's folder of reports. Throws store errors and as {@link readReport}. */
export async function fetchReport(
  { content, mechanisms }: ReportReadEdges,
  { reportsCid, submissionIndex }: { reportsCid: string; submissionIndex: number },
  options: LongCallOptions = {}
): Promise<ScoreReport> {
  const place = { path: reportPath(submissionIndex), maxBytes: MAX_REPORT_BYTES };
  return readReport(await content.readFile(reportsCid, { ...options, ...place }), { mechanisms });
}
