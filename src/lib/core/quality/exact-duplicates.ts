// Rows that repeat an earlier row once case, white space, Unicode form and key order are set aside.
import type { Example } from '../dataset/example.ts';
import { normaliseText } from './normalise-text.ts';

/** A row and the earlier line it repeats. */
export interface Repetition {
  line: number;
  earlierLine: number;
}

/** Stands between input and output in a key. */
export const KEY_SEPARATOR = '\u0000';

/** One string per example, equal for examples a reader would call the same: only what the model reads counts. */
export function exampleKey({ input, output }: Pick<Example, 'input' | 'output'>): string {
  return `${normaliseText(input)}${KEY_SEPARATOR}${normaliseText(output)}`;
}

/** Finds repeated rows one after the other, in memory linear in the rows. */
export class ExactDuplicates {
  private readonly firstLines = new Map<string, number>();

  /** The repetition this row is, or null when it is the first of its kind. */
  add(line: number, key: string): Repetition | null {
    const earlierLine = this.firstLines.get(key);
    if (earlierLine !== undefined) return { line, earlierLine };
    this.firstLines.set(key, line);
    return null;
  }

  /** Whether a row of this key was added. */
  has(key: string): boolean {
    return this.firstLines.has(key);
  }
}
