// Reads the body of a request for rows.
import { compileRowSchema } from '../dataset/row-schema.ts';
import { rowPlaces, type RequestFields } from '../dataset/row-fields.ts';
import { knownLanguages, languagesOf } from '../language/known-languages.ts';
import { bodyOf, parseRequestSpec } from './parse-request-spec.ts';
import { invalidField, parseFields, requireKnownFields } from './request-fault.ts';
import { requireSoundCheck } from './require-sound-check.ts';
import { RowsBodySchema, type DatasetKind, type RowsBody, type RowsSpec } from './rows-body.ts';

const FIELDS_OF_KIND: Record<DatasetKind, RequestFields['kind']> = {
  text: 'pair',
  code: 'pair',
  conversations: 'conversation',
  preferences: 'preference'
};

/** Anything may stand in a JSON Schema. */
const isInSchema = (path: readonly string[]): boolean =>
  path.at(-1) === 'schema' && (path.length === 1 || (path.length === 3 && path[0] === 'checks'));

/**
 * Throws AppError `request/invalid-field` with `details.path` (JSON Pointer) and `request/invalid-schema` (path inside the
 * schema).
 */
export function parseRowsBody(fields: unknown): RowsBody {
  const body = parseFields(RowsBodySchema, fields);
  requireKnownFields(fields, body, isInSchema);
  if (body.rows.min > body.rows.max)
    throw invalidField('/rows/max', `must be at least the smallest number of rows (${body.rows.min})`);
  const wanted = FIELDS_OF_KIND[body.kind];
  if (body.fields.kind !== wanted) throw invalidField('/fields/kind', `must be "${wanted}" for ${body.kind}`);
  checkPaths(body.fields);
  compileRowSchema(body.schema);
  if (body.language !== undefined && languagesOf(body.language).length === 0)
    throw invalidField('/language', 'names a language that cannot be recognised', [
      `Known (ISO 639-3): ${knownLanguages().join(', ')}.`
    ]);
  body.checks?.forEach((check, index) => requireSoundCheck(check, `/checks/${index}`));
  return body;
}

/** A request for rows, whole, from a value or the bytes of `request.json`. Throws as `parseRequestSpec` and {@link parseRowsBody}. */
export function parseRowsSpec(source: unknown): RowsSpec {
  const spec = parseRequestSpec(source);
  return { ...spec, ...parseRowsBody(bodyOf(spec)) };
}

/** The paths of a request's fields must name different places. */
function checkPaths(fields: RequestFields): void {
  const named = rowPlaces(fields);
  for (const [index, { field, pointer }] of named.entries()) {
    const other = named.slice(0, index).find((earlier) => earlier.pointer === pointer);
    if (other !== undefined) throw invalidField(`/fields/${field}`, `names the same place as /fields/${other.field}`);
  }
  if (fields.kind !== 'pair' && fields.role !== undefined && fields.role === (fields.content ?? '/content'))
    throw invalidField('/fields/role', 'names the same place as /fields/content');
}
