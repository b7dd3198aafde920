// What is wrong with a request, by the place in the document: said alike for the frame and for every mechanism's body.
import * as v from 'valibot';
import { readPointer, toPointer } from '../encoding/json-pointer.ts';
import { AppError } from '../error/app-error.ts';

/** AppError `request/invalid-field` with `details.path`. */
export function invalidField(
  path: string,
  problem: string,
  hints: string[] = ['Correct this field of the request.']
): AppError {
  return new AppError('request/invalid-field', `${path || 'The request'} ${problem}.`, {
    hints,
    details: { path }
  });
}

/** @returns the value as the schema gives it. @throws AppError `request/invalid-field` naming the first field that is wrong. */
export function parseFields<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue: v.BaseIssue<unknown> = parsed.issues[0];
  const path = toPointer((issue.path ?? []).map(({ key }) => String(key)));
  throw invalidField(path, issue.received === 'undefined' ? 'is missing' : sentence(issue));
}

/**
 * A field the document has and the type does not would silently change the document's bytes and its CID.
 * @param isFree whether anything may stand at a path, as in a JSON Schema
 * @throws AppError `request/invalid-field` naming it.
 */
export function requireKnownFields(
  value: unknown,
  known: unknown,
  isFree: (path: readonly string[]) => boolean = () => false
): void {
  const unknown = unknownField(value, known, [], isFree);
  if (unknown !== null) throw invalidField(unknown, 'is not a field of a request');
}

function unknownField(
  value: unknown,
  known: unknown,
  path: string[],
  isFree: (path: readonly string[]) => boolean
): string | null {
  if (isFree(path)) return null;
  if (typeof value !== 'object' || value === null || typeof known !== 'object' || known === null) return null;
  for (const [key, item] of Object.entries(value)) {
    if (!Object.hasOwn(known, key)) {
      if (item === undefined) continue;
      return toPointer([...path, key]);
    }
    const found = unknownField(item, readPointer(known, toPointer([key])), [...path, key], isFree);
    if (found !== null) return found;
  }
  return null;
}

function sentence(issue: v.BaseIssue<unknown>): string {
  return /^[a-z]/.test(issue.message)
    ? issue.message
    : `is not valid: expected ${issue.expected ?? 'something else'}, found ${issue.received}`;
}
