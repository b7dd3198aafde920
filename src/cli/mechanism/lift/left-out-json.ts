// A comparison without some rows as `--json` shows it: both results in their document form.
import type { LeftOutComparison } from '#lib/core/influence/left-out-comparison.ts';
import { resultDocument } from '#lib/core/mechanism/result-document.ts';

export const leftOutJson = (comparison: LeftOutComparison | null): Record<string, unknown> | null =>
  comparison && {
    ...comparison,
    before: resultDocument(comparison.before),
    after: resultDocument(comparison.after)
  };
