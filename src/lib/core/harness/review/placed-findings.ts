// Findings of a review in one list: the gravest first, then in the order of files and lines.
import type { ReviewFinding, Severity } from './python-reading.ts';

export interface PlacedFinding extends ReviewFinding {
  path: string;
}

const RANK: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

export function placedFindings(
  files: readonly { path: string; findings: readonly ReviewFinding[] }[]
): PlacedFinding[] {
  return files
    .flatMap(({ path, findings }) => findings.map((finding) => ({ path, ...finding })))
    .sort((one, other) => RANK[one.severity] - RANK[other.severity]);
}
