// Rows whose output says nothing: empty, white space or invisible characters.
import { KEY_SEPARATOR } from './exact-duplicates.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import type { CheckedRow, Objection, RowGate } from './row-gate.ts';

export class EmptyOutputs implements RowGate {
  readonly name = 'empty-outputs';
  readonly limit = QUALITY_LIMITS.emptyOutputShare;
  readonly offence = 'have an empty output';

  object({ key }: CheckedRow): Objection | null {
    return key.endsWith(KEY_SEPARATOR) ? { message: 'The output is empty or only white space.' } : null;
  }
}
