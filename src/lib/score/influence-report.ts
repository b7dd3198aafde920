// What the page and the command show of row influence, and save as JSON.
import type { DescribedRow } from '../core/influence/influence-csv.ts';
import type { RowInfluence } from '../core/influence/row-influence.ts';
import type { Backend } from '../core/report/score-report.ts';

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
