// A row on its way past the gates: its texts, the form in which rows are compared, and the loops that look at that form.
import type { JsonlRow } from '../dataset/read-jsonl.ts';
import { rowText, type RowPart, type RowText } from '../dataset/row-text.ts';
import type { RequestFields } from '../dataset/row-fields.ts';
import type { RowRules } from '../dataset/row-rules.ts';
import { normaliseText } from './normalise-text.ts';
import type { TextLoops } from './plain-text-loops.ts';
import type { SharedBeginnings } from './shared-beginnings.ts';

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
  /** The row without what many rows share, behind the key in the text that `loops` hold; the whole row where it shares nothing. */
  own: { inputRange: KeyRange; outputRange: KeyRange };
  /** Two 32-bit hashes of the key. */
  hash: [low: number, high: number];
  /** Hold `key`, and `own` behind it, until the next row is made with them. */
  loops: TextLoops;
}

export interface RowReading {
  fields: RequestFields;
  rules: RowRules;
  loops: TextLoops;
  /** What rows of the set share; null to compare whole rows. */
  shared: SharedBeginnings | null;
}

/** Throws AppError `dataset/missing-field` where a field of the request is missing. */
export function checkedRow(source: JsonlRow, { fields, rules, loops, shared }: RowReading): CheckedRow {
  const row = rowText(source, fields, rules);
  const input = normaliseText(row.input);
  const key = `${input}${KEY_SEPARATOR}${normaliseText(row.output)}`;
  const whole = rangesOf(key, input.length, 0);
  const rest = shared === null ? null : withoutShared(row.parts, shared);
  const own = rest === null ? whole : rangesOf(rest.key, rest.inputLength, key.length + 1);
  loops.take(rest === null ? key : `${key}${KEY_SEPARATOR}${rest.key}`);
  const [low, high] = loops.hash(0, key.length);
  return { ...row, value: source.value, key, ...whole, own, hash: [low!, high!], loops };
}

const rangesOf = (key: string, inputLength: number, at: number): { inputRange: KeyRange; outputRange: KeyRange } => ({
  inputRange: { from: at, to: at + inputLength },
  outputRange: { from: at + inputLength + KEY_SEPARATOR.length, to: at + key.length }
});

/** The key of what is the row's own; null where it shares nothing, or everything. */
function withoutShared(
  parts: readonly RowPart[],
  shared: SharedBeginnings
): { key: string; inputLength: number } | null {
  let isCut = false;
  const own = parts.map(({ text, isLearnt }) => {
    const normalised = normaliseText(text);
    const length = shared.lengthOf(normalised, isLearnt);
    isCut ||= length > 0;
    return { text: normalised.slice(length).trim(), isLearnt };
  });
  const joined = (isLearnt: boolean) =>
    own
      .filter((part) => part.isLearnt === isLearnt && part.text !== '')
      .map(({ text }) => text)
      .join(' ');
  const [input, output] = [joined(false), joined(true)];
  if (!isCut || (input === '' && output === '')) return null;
  return { key: `${input}${KEY_SEPARATOR}${output}`, inputLength: input.length };
}
