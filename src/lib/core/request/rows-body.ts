// The body of a request for rows: what a row is, how many there are to be, and how outputs can be checked without a model.
import * as v from 'valibot';
import { OutputCheckSchema } from '../checks/output-check.ts';
import { FieldsSchema } from '../dataset/row-fields.ts';
import { PRETRAINED_NAMES } from './pretrained-name.ts';
import type { RequestSpec } from './request-spec.ts';

const positiveInteger = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1, 'must be at least 1'));

export const RowsBodySchema = v.object({
  kind: v.picklist(['text', 'code', 'conversations', 'preferences']),
  /** JSON Schema (2020-12) every row must satisfy. */
  schema: v.record(v.string(), v.unknown()),
  fields: FieldsSchema,
  rows: v.object({ min: positiveInteger, max: positiveInteger }),
  /** The pretrained model that scores; left out, the small reference model does. */
  reference: v.optional(v.picklist(PRETRAINED_NAMES, `must be one of ${PRETRAINED_NAMES.join(', ')}`)),
  constraints: v.array(v.pipe(v.string(), v.maxLength(500))),
  /** Language of the outputs, ISO 639-3 (`eng`); outputs in another one are worthless. Not judged when absent. */
  language: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{3}$/, 'must be an ISO 639-3 code such as eng'))),
  /** A row that fails one of them is wrong: not trained on, and counted as worthless. */
  checks: v.optional(v.pipe(v.array(OutputCheckSchema), v.maxLength(8, 'has more than 8 checks')))
});

export type RowsBody = v.InferOutput<typeof RowsBodySchema>;
export type DatasetKind = RowsBody['kind'];
/** A request for rows, whole. */
export type RowsSpec = RequestSpec & RowsBody;
