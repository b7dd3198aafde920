// A report as the JSON that is signed, published and kept.
import { canonicalJson } from '../encoding/canonical-json.ts';
import { resultDocument } from '../mechanism/result-document.ts';
import type { ScoreReport } from './score-report.ts';

/** The result stands under `verdict` in `assay/report/1` and under `result` in those after it. */
export function reportDocument({ result, ...frame }: ScoreReport): Record<string, unknown> {
  const name = frame.format === 'assay/report/1' ? 'verdict' : 'result';
  return { ...frame, [name]: resultDocument(result) };
}

export const reportBytes = (report: ScoreReport): Uint8Array => canonicalJson(reportDocument(report));
