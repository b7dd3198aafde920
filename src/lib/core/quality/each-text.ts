// Every text of a row, with its place: also the columns that no model reads are published with the set.
import { toPointer } from '../encoding/json-pointer.ts';

/** The first answer that is not null, with the JSON Pointer to the text it was given for; null when there is none. */
export function firstInTexts(
  value: unknown,
  look: (text: string) => string | null,
  path: (string | number)[] = []
): { path: string; message: string } | null {
  if (typeof value === 'string') {
    const message = look(value);
    return message === null ? null : { path: toPointer(path), message };
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = firstInTexts(item, look, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
