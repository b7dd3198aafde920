// One measurement of the ladders: a domain, a draw, a corruption and its grade, and what the score said.
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';

export interface Cell {
  domain: string;
  draw: number;
  family: string;
  /** Share of spoilt rows. */
  grade: number;
}

export interface CellResult extends Cell {
  score: number;
  interval95: [number, number];
  countedShare: number;
  /** Names of the gates that failed. */
  failedGates: string[];
  /** Measures in bits per byte; null when nothing was trained. */
  measures: {
    lift: number;
    liftCi95: [number, number];
    liftShare: number;
    conditionalGain?: number;
    rowPairing: number;
    rowPairingCi95: [number, number];
    trustedPairing: number;
    trustedCi95: [number, number];
    baseline: number;
  } | null;
  seconds: number;
}

export const cellName = ({ domain, draw, family, grade }: Cell) => `${domain} | ${draw} | ${family} | ${grade}`;

export function cellResult(
  cell: Cell,
  { score, interval95, gates, evidence }: LiftResult,
  seconds: number
): CellResult {
  const { measurement, countedShare } = evidence;
  return {
    ...cell,
    score,
    interval95,
    countedShare,
    failedGates: gates.filter(({ pass }) => !pass).map(({ name }) => name),
    measures: measurement && {
      lift: measurement.lift.bitsPerByte,
      liftCi95: measurement.lift.ci95,
      liftShare: measurement.liftShare.value,
      conditionalGain: measurement.conditionalGain?.bitsPerByte,
      rowPairing: measurement.rowPairing.submission.bitsPerByte,
      rowPairingCi95: measurement.rowPairing.submission.ci95,
      trustedPairing: measurement.rowPairing.trusted.bitsPerByte,
      trustedCi95: measurement.rowPairing.trusted.ci95,
      baseline: measurement.baseline.bitsPerByte
    },
    seconds
  };
}
