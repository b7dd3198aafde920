// The door through which every request document comes: forms, files and strangers' CIDs alike.
import * as v from 'valibot';
import { readPointer, toPointer } from '../encoding/json-pointer.ts';
import { compileRowSchema } from '../dataset/row-schema.ts';
import { parseStrictJson } from '../encoding/strict-json.ts';
import { AppError } from '../error/app-error.ts';
import { isKnownLanguage } from './known-languages.ts';
import { RequestSpecSchema, type DatasetKind, type RequestSpec } from './request-spec.ts';
import { type RequestFields } from '../dataset/row-fields.ts';
import { requireSoundCheck } from './require-sound-check.ts';

export const REQUEST_LIMITS = Object.freeze({
  /** Bytes of `request.json`: an 8,000-character description and a large schema fit many times over. */
  maxBytes: 256 * 1024,
  maxDepth: 48
});

const FIELDS_OF_KIND: Record<DatasetKind, RequestFields['kind']> = {
  text: 'pair',
  code: 'pair',
  conversations: 'conversation',
  preferences: 'preference'
};

/**
 * A valid request from a value or from the bytes of `request.json`. Throws AppError `request/invalid-field` with
 * `details.path` (JSON Pointer), `request/invalid-schema` (path inside the schema), or `request/malformed` for bytes that
 * are not JSON in UTF-8.
 */
export function parseRequestSpec(source: unknown): RequestSpec {
  const value = source instanceof Uint8Array ? decode(source) : source;
  const parsed = v.safeParse(RequestSpecSchema, value);
  if (!parsed.success) throw issueError(parsed.issues[0]);
  const spec = parsed.output;
  const unknown = unknownField(value, spec, []);
  if (unknown !== null) throw invalidField(unknown, 'is not a field of a request');
  if (spec.rows.min > spec.rows.max)
    throw invalidField('/rows/max', `must be at least the smallest number of rows (${spec.rows.min})`);
  const wanted = FIELDS_OF_KIND[spec.kind];
  if (spec.fields.kind !== wanted) throw invalidField('/fields/kind', `must be "${wanted}" for ${spec.kind}`);
  checkPaths(spec.fields);
  compileRowSchema(spec.schema);
  if (spec.language !== undefined && !isKnownLanguage(spec.language))
    throw invalidField('/language', 'names a language that cannot be told');
  spec.checks?.forEach((check, index) => requireSoundCheck(check, `/checks/${index}`));
  return spec;
}

function decode(bytes: Uint8Array): unknown {
  const name = 'The request';
  if (bytes.length > REQUEST_LIMITS.maxBytes) {
    throw new AppError('request/malformed', `${name} is larger than ${REQUEST_LIMITS.maxBytes} bytes.`, {
      details: { limit: REQUEST_LIMITS.maxBytes }
    });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('request/malformed', `${name} is not UTF-8.`, { hints: ['Save the file as UTF-8.'], cause });
  }
  return parseStrictJson(text, { name, code: 'request/malformed', maxDepth: REQUEST_LIMITS.maxDepth });
}

/** The paths of a request's fields must name different places. */
function checkPaths(fields: RequestFields): void {
  const named = Object.entries(fields).filter(([key]) => key !== 'kind');
  for (const [index, [key, path]] of named.entries()) {
    const other = named.slice(0, index).find(([, earlier]) => earlier === path);
    if (other !== undefined) throw invalidField(`/fields/${key}`, `names the same place as /fields/${other[0]}`);
  }
}

/** A field the document has and the type does not: it would silently change the document's bytes and its CID. */
function unknownField(value: unknown, known: unknown, path: string[]): string | null {
  if (path.at(-1) === 'schema' && (path.length === 1 || (path.length === 3 && path[0] === 'checks'))) return null;
  if (typeof value !== 'object' || value === null || typeof known !== 'object' || known === null) return null;
  for (const [key, item] of Object.entries(value)) {
    if (!Object.hasOwn(known, key)) return item === undefined ? null : toPointer([...path, key]);
    const found = unknownField(item, readPointer(known, toPointer([key])), [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function issueError(issue: v.BaseIssue<unknown>): AppError {
  const path = toPointer((issue.path ?? []).map(({ key }) => String(key)));
  const missing = issue.received === 'undefined';
  return invalidField(path, missing ? 'is missing' : sentence(issue));
}

function sentence(issue: v.BaseIssue<unknown>): string {
  return /^[a-z]/.test(issue.message)
    ? issue.message
    : `is not valid: expected ${issue.expected ?? 'something else'}, found ${issue.received}`;
}

function invalidField(path: string, problem: string): AppError {
  return new AppError('request/invalid-field', `${path || 'The request'} ${problem}.`, {
    hints: ['Correct this field of the request.'],
    details: { path }
  });
}
