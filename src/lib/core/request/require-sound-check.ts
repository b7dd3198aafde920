// What the type of an output check cannot say: that its arithmetic reads and its schema is one.
import { isArithmetic } from '../checks/arithmetic.ts';
import { compileRowSchema } from '../dataset/row-schema.ts';
import { AppError } from '../error/app-error.ts';
import type { OutputCheck } from '../checks/output-check.ts';

/**
 * @param path where the check stands in the request, e.g. `/checks/0`
 * @throws AppError `request/invalid-field` or `request/invalid-schema` with `details.path`.
 */
export function requireSoundCheck(check: OutputCheck, path: string): void {
  if (check.kind === 'numeric' && !isArithmetic(check.expected)) {
    const at = `${path}/expected`;
    throw new AppError(
      'request/invalid-field',
      `${at} must be arithmetic over numbers and places of the row, such as {/a} + {/b}.`,
      { hints: ['Correct this field of the request.'], details: { path: at } }
    );
  }
  if (check.kind !== 'json-schema') return;
  try {
    compileRowSchema(check.schema);
  } catch (thrown) {
    const { short, hints, details } = AppError.from(thrown);
    const at = `${path}/schema${String(details.path ?? '')}`;
    throw new AppError('request/invalid-schema', short, { hints, details: { ...details, path: at }, cause: thrown });
  }
}
