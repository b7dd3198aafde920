// Rows that stand, or nearly stand, in a submission that was committed before this one: the earliest commitment wins.
import { readJsonl } from '../dataset/read-jsonl.ts';
import { AppError } from '../error/app-error.ts';
import { checkedRow, type RowReading } from './checked-row.ts';
import type { ExactDuplicates } from './exact-duplicates.ts';
import type { GateResult } from '../gate/gate-result.ts';
import type { NearDuplicates } from './near-duplicates.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { GateTally, shareResult } from './row-gate.ts';

const LINE_FEED = 0x0a;

/** Which lines of the submission are copies. Earlier rows pass by its own tables, so memory does not grow with their number. */
export class EarlierSubmissions {
  /** Number of the earlier submission, from 1, by copied line. */
  private readonly sourceOf = new Map<number, number>();
  private submissions = 0;
  /** Submissions with at least one row that could be read. */
  private readable = 0;
  private readonly exact: ExactDuplicates;
  private readonly near: NearDuplicates;

  constructor(exact: ExactDuplicates, near: NearDuplicates) {
    this.exact = exact;
    this.near = near;
  }

  /**
   * Compares one earlier submission, line by line; what cannot be read in it is passed over, so that nobody's fault can
   * stop the scoring of others. Passes on the bytes of each line.
   */
  *compare(data: Uint8Array, reading: RowReading): Generator<number> {
    const submission = ++this.submissions;
    let rows = 0;
    for (let start = 0; start < data.length;) {
      const feed = data.indexOf(LINE_FEED, start);
      const end = feed === -1 ? data.length : feed + 1;
      if (this.compareLine(data.subarray(start, end), submission, reading) && ++rows === 1) this.readable++;
      yield end - start;
      start = end;
    }
  }

  /** Lines of the submission that are left out. */
  lines(): Set<number> {
    return new Set(this.sourceOf.keys());
  }

  result(rows: number): GateResult {
    const tally = new GateTally();
    for (const [line, source] of [...this.sourceOf].sort(([one], [other]) => one - other))
      tally.add({ line, message: `This row stands in submission ${source} of this request, which came first.` });
    const { worthlessShare: limit } = QUALITY_LIMITS;
    const gate = {
      name: 'earlier-submissions',
      limit,
      offence: 'stand in an earlier submission',
      clean: 'No row stands in an earlier submission.'
    } as const;
    const result = shareResult(gate, tally, rows);
    const { submissions, readable } = this;
    const unread = readable === submissions ? '' : `, ${submissions - readable} of which had no readable row`;
    return { ...result, detail: `${result.detail} Compared with ${submissions} earlier submissions${unread}.` };
  }

  /** Whether the line holds a row. */
  private compareLine(line: Uint8Array, submission: number, reading: RowReading): boolean {
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
      if (!this.sourceOf.has(copy)) this.sourceOf.set(copy, submission);
    return true;
  }
}
