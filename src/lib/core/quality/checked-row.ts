// A row on its way past the gates: its texts, the form in which rows are compared, and the loops that look at that form.
import type { JsonlRow } from '../dataset/read-jsonl.ts';
import { rowText, type RowText } from '../dataset/row-text.ts';
import type { RequestFields } from '../dataset/row-fields.ts';
import { normaliseText } from './normalise-text.ts';
import type { TextLoops } from './plain-text-loops.ts';

/** Stands between input and output in a key. */
const KEY_SEPARATOR = '\u0000';

/** The part of a key that a call looks at. */
export interface KeyRange {
  from: number;
  to: number;
}

export interface CheckedRow extends RowText {
  /** The row as it was read, with the columns that no model reads. */
  value: unknown;
  /** Normalised input and output: equal for rows that a reader would call the same. */
  key: string;
  inputRange: KeyRange;
  outputRange: KeyRange;
  /** Two 32-bit hashes of the key. */
  hash: [low: number, high: number];
  /** Hold `key` until the next row is made with them. */
  loops: TextLoops;
}

/** Throws AppError `dataset/missing-field` where a field of the request is missing. */
export function checkedRow(source: JsonlRow, fields: RequestFields, loops: TextLoops): CheckedRow {
  const row = rowText(source, fields);
  const input = normaliseText(row.input);
  const key = `${input}${KEY_SEPARATOR}${normaliseText(row.output)}`;
  loops.take(key);
  const [low, high] = loops.hash(0, key.length);
  return {
    ...row,
    value: source.value,
    key,
    inputRange: { from: 0, to: input.length },
    outputRange: { from: input.length + KEY_SEPARATOR.length, to: key.length },
    hash: [low!, high!],
    loops
  };
}
