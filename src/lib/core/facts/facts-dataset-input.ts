// What a facts reading reads: rows as files.
import type { RowsSpec } from '../request/rows-body.ts';

export interface FactsDatasetInput {
  spec: RowsSpec;
  /** JSONL. */
  data: Uint8Array;
  benchmark?: Uint8Array;
  seed?: string;
}
