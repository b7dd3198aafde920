// From measurement to score: one number in [0, 1], its interval, and the sentence that says why.
import type { GateResult } from '../gate/gate-result.ts';
import { AppError } from '../error/app-error.ts';
import type { LiftMeasurement } from './lift-evidence.ts';

export interface ScoredReason {
  score: number;
  interval95: [low: number, high: number];
  reason: string;
}

/** 0 with the names of the gates that failed. */
export function gatedScore(failed: readonly GateResult[]): ScoredReason {
  const reason = `Not trained: ${failed.map(({ name, detail }) => `${name} (${detail})`).join('; ')}`;
  return { score: 0, interval95: [0, 0], reason };
}

/**
 * lift share x pairing share x counted share.
 * - lift share: bits saved on the benchmark over the bits there were;
 * - pairing share: the rows' pairing over that of the benchmark's own rows, within [0, 1]; 1 where the benchmark's own
 *   pairing does not differ from 0, for then nothing can be said of it;
 * - counted share: rows that no gate left out over all rows.
 * 0 when the lift's interval reaches 0. The interval joins those of lift and pairing by the delta method, the trusted
 * pairing taken as given: it is the same for every submission of a request.
 * Throws AppError `score/non-finite`.
 */
export function liftScore(measurement: LiftMeasurement, countedShare: number): ScoredReason {
  const { lift, liftShare, baseline, unit = 'byte' } = measurement;
  const shown = `${lift.bitsPerByte.toFixed(3)} bits per ${unit} (95 % ${lift.ci95[0].toFixed(3)} to ${lift.ci95[1].toFixed(3)})`;
  const pairing = pairingShare(measurement);
  const score = Math.max(0, liftShare.value) * pairing.value * countedShare;
  const halfWidth =
    countedShare *
    Math.hypot(pairing.value * halfWidthOf(liftShare), Math.max(0, liftShare.value) * halfWidthOf(pairing));
  if (!Number.isFinite(score) || !Number.isFinite(halfWidth))
    throw new AppError('score/non-finite', 'The score is no number.', {
      details: { score: String(score), halfWidth: String(halfWidth) }
    });
  if (lift.ci95[0] <= 0) return { score: 0, interval95: [0, 0], reason: `No lift above chance: ${shown}.` };
  return {
    score,
    interval95: [Math.max(0, score - halfWidth), Math.min(1, score + halfWidth)],
    reason:
      `Lift ${shown}, ${percent(liftShare.value)} of a baseline of ${baseline.bitsPerByte.toFixed(3)}; ` +
      `${percent(pairing.value)} of the benchmark's own row pairing; ${percent(countedShare)} of the rows count.`
  };
}

/** Row pairing against the benchmark's own, within [0, 1]. */
export function pairingShare({ rowPairing }: LiftMeasurement): { value: number; ci95: [low: number, high: number] } {
  const { submission, trusted } = rowPairing;
  if (trusted.ci95[0] <= 0) return { value: 1, ci95: [1, 1] };
  const within = (bits: number) => Math.min(1, Math.max(0, bits / trusted.bitsPerByte));
  return { value: within(submission.bitsPerByte), ci95: [within(submission.ci95[0]), within(submission.ci95[1])] };
}

/** The wider side: one of them may be cut off at a bound. */
const halfWidthOf = ({ value, ci95: [low, high] }: { value: number; ci95: [number, number] }) =>
  Math.max(value - low, high - value);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
