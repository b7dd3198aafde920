// "What if these rows were left out": the score with and without them, and the lift compared row by row of the benchmark.
import type { MeasurementCheckpoint } from '../lift/measure-lift.ts';
import { pairedMeasure } from '../lift/paired-interval.ts';
import type { LiftResult } from '../lift/lift-evidence.ts';

/** A result with the bits it was measured from; null where a gate failed and nothing was trained. */
export interface LiftResultWithBits {
  result: LiftResult;
  bits: MeasurementCheckpoint | null;
}

export interface LeftOutComparison {
  /** Lines of the file that were left out, rising. */
  lines: number[];
  before: LiftResult;
  after: LiftResult;
  /**
   * Growth of the lift share through leaving them out, paired by benchmark row and seed; null where one side was not
   * trained.
   */
  liftShareChange: { value: number; ci95: [low: number, high: number] } | null;
  /** Whether the score rose or fell by more than the intervals allow for chance. */
  outcome: 'raised' | 'kept' | 'lowered';
}

export function compareLeftOut(
  lines: readonly number[],
  before: LiftResultWithBits,
  after: LiftResultWithBits
): LeftOutComparison {
  const change = liftShareChange(before.bits, after.bits);
  return {
    lines: [...lines].sort((left, right) => left - right),
    before: before.result,
    after: after.result,
    liftShareChange: change,
    outcome: outcomeOf(before.result, after.result, change)
  };
}

function liftShareChange(
  before: MeasurementCheckpoint | null,
  after: MeasurementCheckpoint | null
): LeftOutComparison['liftShareChange'] {
  if (!before?.baseline || !after) return null;
  const saved = before.seeds.map(({ finished }, seed) => {
    const { right } = after.seeds[seed]!.finished!.bits;
    return finished!.bits.right.map((bits, row) => bits - right[row]!);
  });
  const { bitsPerByte, ci95 } = pairedMeasure(saved, before.baseline.right);
  return { value: bitsPerByte, ci95 };
}

/** The score moved if its own interval or the paired one of the lift says so. */
function outcomeOf(
  before: LiftResult,
  after: LiftResult,
  change: LeftOutComparison['liftShareChange']
): LeftOutComparison['outcome'] {
  if (after.score > before.score)
    return after.interval95[0] > before.score || (change !== null && change.ci95[0] > 0) ? 'raised' : 'kept';
  if (after.score < before.score)
    return after.interval95[1] < before.score || (change !== null && change.ci95[1] < 0) ? 'lowered' : 'kept';
  return 'kept';
}
