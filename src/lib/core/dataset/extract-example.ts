// The last example of a row, for callers that look at one example a row.
import type { RequestFields } from '../request/request-spec.ts';
import type { Example } from './example.ts';
import { extractExamples } from './extract-examples.ts';
import type { JsonlRow } from './read-jsonl.ts';

/** The last of `extractExamples`: of a conversation its last assistant turn. Throws AppError `dataset/missing-field`. */
export function extractExample(row: JsonlRow, fields: RequestFields): Example {
  return extractExamples(row, fields).at(-1)!;
}
