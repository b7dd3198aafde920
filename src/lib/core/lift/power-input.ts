// What a power check works on.
import type { RowsSpec } from '../request/rows-body.ts';

export interface PowerInput {
  spec: RowsSpec;
  /** The hidden rows, JSONL. */
  benchmark: Uint8Array;
  /** Rows that stand for a submission, JSONL; without them half of the benchmark does. */
  sample?: Uint8Array;
}
