// What a review found, put together for a table: the gravest first, in the order of files and lines.
import type { ReviewReport } from '../../../../core/harness/review/review-package.ts';
import type { Severity } from '../../../../core/harness/review/python-reading.ts';

export interface PlacedFinding {
  path: string;
  line: number | null;
  column: number | null;
  severity: Severity;
  pattern: string;
  message?: string | undefined;
}

const RANK: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

/** A suspicious text is refused as a critical finding is. */
export function findingsOf({ files }: Pick<ReviewReport, 'files'>): PlacedFinding[] {
  return files
    .flatMap(({ path, findings, suspicious }) => [
      ...findings.map((finding) => ({ path, ...finding })),
      ...suspicious.map((pattern) => ({
        path,
        line: null,
        column: null,
        severity: 'critical' as const,
        pattern: `"${pattern}"`,
        message: 'a suspicious text'
      }))
    ])
    .sort((one, other) => RANK[one.severity] - RANK[other.severity]);
}
