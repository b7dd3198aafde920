// Rows scored as a validator scores them, gates included, and what of the result the studies keep.
import { pairingShare } from '#lib/core/lift/lift-score.ts';
import { measureCell } from '../../src/ladders/measure-cell.ts';
import type { ValidityDomain, ValidityRow } from './domain.ts';

export interface RowsScore {
  score: number;
  interval95: [number, number];
  liftShare: number | null;
  pairingShare: number | null;
  failedGates: string[];
  countedShare: number;
}

export async function scoreRows(
  domain: ValidityDomain,
  rows: readonly ValidityRow[],
  benchmark: readonly ValidityRow[],
  edges: Parameters<typeof measureCell>[4]
): Promise<RowsScore> {
  const { score, interval95, gates, evidence } = await measureCell({ draw: 0 }, domain, rows, benchmark, edges);
  const { measurement, countedShare } = evidence;
  return {
    score,
    interval95,
    liftShare: measurement && measurement.liftShare.value,
    pairingShare: measurement && pairingShare(measurement).value,
    failedGates: gates.filter(({ pass }) => !pass).map(({ name }) => name),
    countedShare
  };
}
