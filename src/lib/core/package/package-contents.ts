// What a dataset package is written from, shared by the files that describe it.
import type { GateResult } from '../quality/gate.ts';
import type { RequestSpec } from '../request/request-spec.ts';
import type { DatasetStatistics } from './dataset-statistics.ts';

/** Where the rows stand in the folder. */
export const DATA_PATH = 'data/train.jsonl';

export interface PackageContents {
  spec: RequestSpec;
  requestCid: string;
  /** The rows, JSONL. */
  data: Uint8Array;
  /** The submitter's own checks. */
  gates: GateResult[];
  statistics: DatasetStatistics;
}
