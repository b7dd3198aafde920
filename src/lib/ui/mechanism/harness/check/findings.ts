// What a review found, put together for a table.
import { placedFindings, type PlacedFinding } from '../../../../core/harness/review/placed-findings.ts';
import type { ReviewReport } from '../../../../core/harness/review/review-package.ts';

/** A suspicious text is refused as a critical finding is. */
export const findingsOf = ({ files }: Pick<ReviewReport, 'files'>): PlacedFinding[] =>
  placedFindings(
    files.map(({ path, findings, suspicious }) => ({
      path,
      findings: [
        ...findings,
        ...suspicious.map((pattern) => ({
          line: null,
          column: null,
          severity: 'critical' as const,
          pattern: `"${pattern}"`,
          message: 'a suspicious text'
        }))
      ]
    }))
  );
