// The one error of a schema that cannot be used.
import { toPointer } from '../encoding/json-pointer.ts';
import { AppError } from '../error/app-error.ts';

/** AppError `request/invalid-schema` with `details.path`, the JSON Pointer inside the schema. */
export function invalidSchema(path: readonly (string | number)[], problem: string): AppError {
  const at = toPointer(path);
  return new AppError('request/invalid-schema', `The schema ${at === '' ? 'itself' : `at ${at}`} ${problem}.`, {
    hints: ['Rows are described by a JSON Schema (2020-12), e.g. {"type":"object","required":["input","output"]}.'],
    details: { path: at }
  });
}
