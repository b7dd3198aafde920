// What the page and the command show of row influence, and save as JSON.
import type { DescribedRow } from './influence-csv.ts';
import type { RowInfluence } from './row-influence.ts';
import type { Backend } from '../model/backend.ts';

export interface InfluenceReport {
  format: 'assay/influence/1';
  protocol: string;
  reference: { cid: string };
  backend: Backend;
  seed: number;
  /** Rows that no gate left out; where there are very many, some of them were judged. */
  countedRows: number;
  benchmarkRows: number;
  discrimination: RowInfluence['discrimination'];
  /** The worst first. */
  rows: DescribedRow[];
}
