// Rows that repeat an earlier row once case, white space, Unicode form and key order are set aside.
import type { Example } from '../dataset/example.ts';
import { normaliseText } from './normalise-text.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import type { CheckedRow, Objection, RowGate } from './row-gate.ts';

/** Stands between input and output in a key. */
export const KEY_SEPARATOR = '\u0000';

/** One string per example, equal for examples a reader would call the same: only what the model reads counts. */
export function exampleKey({ input, output }: Pick<Example, 'input' | 'output'>): string {
  return `${normaliseText(input)}${KEY_SEPARATOR}${normaliseText(output)}`;
}

/** Finds repeated rows one after the other, in memory linear in the rows. */
export class ExactDuplicates implements RowGate {
  readonly name = 'exact-duplicates';
  readonly limit = QUALITY_LIMITS.exactDuplicateShare;
  readonly offence = 'repeat an earlier row';
  private readonly firstLines = new Map<string, number>();

  object({ example: { line }, key }: CheckedRow): Objection | null {
    const earlierLine = this.firstLines.get(key);
    if (earlierLine !== undefined) return { message: `This row repeats line ${earlierLine}.` };
    this.firstLines.set(key, line);
    return null;
  }
}
