// Which lines of a submission stand, or nearly stand, in other rows. Those pass by the submission's own tables, so memory does not grow
// with their number.
import { readJsonl } from '../dataset/read-jsonl.ts';
import { AppError } from '../error/app-error.ts';
import { checkedRow, type RowReading } from './checked-row.ts';
import type { ExactDuplicates } from './exact-duplicates.ts';
import type { NearDuplicates } from './near-duplicates.ts';

const LINE_FEED = 0x0a;

export class CopiedLines {
  /** Number of the source, from 1, by copied line. */
  readonly sourceOf = new Map<number, number>();
  sources = 0;
  /** Sources with at least one row that could be read. */
  readable = 0;
  private readonly exact: ExactDuplicates;
  private readonly near: NearDuplicates;

  constructor(exact: ExactDuplicates, near: NearDuplicates) {
    this.exact = exact;
    this.near = near;
  }

  /**
   * Compares one source, line by line; what cannot be read in it is passed over, so that nobody's fault can stop the scoring of
   * others. Passes on the bytes of each line.
   */
  *compare(data: Uint8Array, reading: RowReading): Generator<number> {
    const source = ++this.sources;
    let rows = 0;
    for (let start = 0; start < data.length;) {
      const feed = data.indexOf(LINE_FEED, start);
      const end = feed === -1 ? data.length : feed + 1;
      if (this.compareLine(data.subarray(start, end), source, reading) && ++rows === 1) this.readable++;
      yield end - start;
      start = end;
    }
  }

  /** Lines of the submission that are left out. */
  lines(): Set<number> {
    return new Set(this.sourceOf.keys());
  }

  /** With their sources, in the file's order. */
  inOrder(): [line: number, source: number][] {
    return [...this.sourceOf].sort(([one], [other]) => one - other);
  }

  /** Whether the line holds a row. */
  private compareLine(line: Uint8Array, source: number, reading: RowReading): boolean {
    let row;
    try {
      const [read] = readJsonl(line);
      if (read === undefined) return false;
      row = checkedRow(read, reading);
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
    const exact = this.exact.lineOf(row);
    for (const copy of exact >= 0 ? [exact] : this.near.linesLike(row))
      if (!this.sourceOf.has(copy)) this.sourceOf.set(copy, source);
    return true;
  }
}
