// Texts of a row by their places.
import { readPointer } from '../encoding/json-pointer.ts';
import { missingField } from './missing-field.ts';
import type { JsonlRow } from './read-jsonl.ts';

/** The string at `pointer`. Throws AppError `dataset/missing-field`. */
export function readText(row: JsonlRow, pointer: string): string {
  const value = readPointer(row.value, pointer);
  if (typeof value === 'string') return value;
  throw missingField(row.line, pointer, 'a string');
}

/**
 * The texts at several places, a line each; of several all but the first may be missing, null or empty. Throws AppError
 * `dataset/missing-field`.
 */
export function readJoinedText(row: JsonlRow, places: string | readonly string[]): string {
  if (typeof places === 'string') return readText(row, places);
  const texts = places.map((pointer, at) => {
    const isMissing = at > 0 && (readPointer(row.value, pointer) ?? null) === null;
    return isMissing ? '' : readText(row, pointer);
  });
  return texts.filter((text) => text !== '').join('\n');
}
