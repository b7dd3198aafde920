// Signed reports as the folder whose CID a commitment holds.
import { reportPath } from '../../core/report/report-path.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { reportBytes } from '../../core/report/report-document.ts';
import type { ContentFile } from '../../ports/content-store.ts';

/** One file a report, in the order of the submissions. */
export function reportsFolder(reports: readonly ScoreReport[]): ContentFile[] {
  return reports
    .toSorted((a, b) => a.submission.index - b.submission.index)
    .map((report) => ({ path: reportPath(report.submission.index), bytes: reportBytes(report) }));
}
