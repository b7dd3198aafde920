// From measurement to score: one number in [0, 1] and the sentence that says why.
import type { GateResult } from '../quality/gate.ts';
import { AppError } from '../error/app-error.ts';
import type { LiftMeasurement } from '../report/score-report.ts';

export interface ScoredReason {
  score: number;
  reason: string;
}

/** 0 with the names of the gates that failed. */
export function gatedScore(failed: readonly GateResult[]): ScoredReason {
  return { score: 0, reason: `Not trained: ${failed.map(({ name, detail }) => `${name} (${detail})`).join('; ')}` };
}

/**
 * (lift + min(conditional gain, lift)) / (2 x baseline), not below 0. Half counts how much of the benchmark's surprise the
 * data takes away, half how much of that hangs on the right input. Lift never exceeds the baseline, so the score ends at 1
 * by itself: nothing saturates, and an overconfident model gains nothing. 0 when the lift's interval reaches 0.
 * Throws AppError `score/non-finite`.
 */
export function liftScore({ lift, conditionalGain, baseline }: LiftMeasurement): ScoredReason {
  const share =
    (lift.bitsPerByte + Math.min(conditionalGain.bitsPerByte, lift.bitsPerByte)) / (2 * baseline.bitsPerByte);
  if (!Number.isFinite(share))
    throw new AppError('score/non-finite', 'The score is no number.', { details: { share: String(share) } });
  const shown = `${lift.bitsPerByte.toFixed(3)} bits per byte (95 % ${lift.ci95[0].toFixed(3)} to ${lift.ci95[1].toFixed(3)})`;
  if (lift.ci95[0] <= 0) return { score: 0, reason: `No lift above chance: ${shown}.` };
  const score = Math.max(0, share);
  return {
    score,
    reason: `Lift ${shown} and conditional gain ${conditionalGain.bitsPerByte.toFixed(3)} on a baseline of ${baseline.bitsPerByte.toFixed(3)}.`
  };
}
