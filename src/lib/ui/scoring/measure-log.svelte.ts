// What this browser has measured for its validators, kept here and bounded.
import * as v from 'valibot';

const STORAGE_KEY = 'assay:measure-log';
export const MOST_LOGGED = 50;
const MOST_TEXT = 200;

const EntrySchema = v.object({
  /** Since 1970. */
  atMs: v.number(),
  requestId: v.number(),
  submission: v.number(),
  /** null where it has none; then `error` says why. */
  score: v.nullable(v.number()),
  error: v.pipe(v.string(), v.maxLength(MOST_TEXT)),
  tookMs: v.number()
});
export type MeasureLogEntry = v.InferOutput<typeof EntrySchema>;

export class MeasureLog {
  /** The newest first. */
  entries = $state.raw<readonly MeasureLogEntry[]>(kept());

  add(entry: MeasureLogEntry): void {
    this.entries = [{ ...entry, error: entry.error.slice(0, MOST_TEXT) }, ...this.entries].slice(0, MOST_LOGGED);
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(this.entries));
    } catch {
      // Without storage it is there until the page is left.
    }
  }
}

function kept(): MeasureLogEntry[] {
  try {
    const read = v.safeParse(v.array(EntrySchema), JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]'));
    return read.success ? read.output.slice(0, MOST_LOGGED) : [];
  } catch {
    return [];
  }
}
