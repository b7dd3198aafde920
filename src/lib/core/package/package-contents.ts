// What a dataset package is written from, shared by the files that describe it.
import type { GateResult } from '../gate/gate-result.ts';
import type { RowsSpec } from '../request/rows-body.ts';
import type { DatasetStatistics } from './dataset-statistics.ts';

/** Where the rows stand in the folder. */
export const DATA_PATH = 'data/train.jsonl';

export interface PackageContents {
  spec: RowsSpec;
  requestCid: string;
  /** The rows, JSONL. */
  data: Uint8Array;
  /** The submitter's own checks. */
  gates: GateResult[];
  statistics: DatasetStatistics;
}
