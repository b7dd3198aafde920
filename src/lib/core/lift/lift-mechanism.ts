// Lift: how much a small model learns from rows about hidden ones, and how far the rows deserve it. docs/lift.md.
import { checkPractice } from '../benchmark/practice-rows.ts';
import type { Mechanism } from '../mechanism/mechanism.ts';
import { buildPackage } from '../package/build-package.ts';
import { rowsOfPackage } from '../package/rows-of-package.ts';
import { checkBenchmark } from '../quality/check-benchmark.ts';
import { checkDataset } from '../quality/check-dataset.ts';
import { isDatasetFault } from '../quality/dataset-fault.ts';
import { parseRowsBody } from '../request/parse-rows-body.ts';
import type { RowsBody } from '../request/rows-body.ts';
import { compareLiftResults } from './compare-lift-results.ts';
import { explainLiftResult } from './explain-lift-result.ts';
import type { LiftEvidence } from './lift-evidence.ts';
import { liftInput } from './lift-input.ts';
import { parseLiftEvidence } from './parse-lift-evidence.ts';
import { ROWS_MEASURES } from '../request/rows-measure.ts';
import { LIFT_PROTOCOL } from './protocol.ts';
import { scoreOnMachine } from './score-on-machine.ts';

/** A submission to lift. */
export interface RowsEntry {
  /** JSONL. */
  data: Uint8Array;
}

export const liftMechanism: Mechanism<RowsBody, RowsEntry, LiftEvidence> = {
  name: 'lift',
  ...ROWS_MEASURES,
  rerun: 'tolerance',
  reads: 'earlier',
  readsPractice: true,
  seeds: LIFT_PROTOCOL.seeds,
  aggregation: 'mean',
  needs: ({ checks = [] }) =>
    checks.some(({ kind }) => kind === 'sandbox-tests') ? { seconds: null, memoryMiB: null } : null,
  parseBody: parseRowsBody,
  checkHidden(spec, hidden, practice) {
    const { rows, examples } = checkBenchmark({ spec, benchmark: hidden });
    return { items: rows, practiceItems: practice ? checkPractice({ spec, practice }, examples) : 0 };
  },
  readEntry: (files, packageCid) => ({ data: rowsOfPackage(files, packageCid) }),
  packEntry: ({ data }, { spec, requestCid, gates }) => buildPackage({ spec, requestCid, data, gates }),
  async precheck({ spec, entry, practice }, options = {}, { programs } = {}) {
    const dataset = { spec, data: entry.data, benchmark: null, ...(practice && { practice }) };
    const { gates, rows } = await checkDataset(dataset, { ...options, ...(programs && { programs }) });
    return { gates, items: rows };
  },
  measure: async (task, machine, options) => scoreOnMachine(liftInput(task), machine, options),
  isEntryFault: isDatasetFault,
  parseEvidence: parseLiftEvidence,
  compare: compareLiftResults,
  explain: explainLiftResult
};
