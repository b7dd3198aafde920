// Rows that a report left out as copies of a package nobody else can read: its score cannot be computed again from what is
// public. A report that names none can.
import { AppError } from '../../core/error/app-error.ts';
import type { Verdict } from '../../core/report/score-report.ts';

/** @throws AppError `verify/sealed-copies`. */
export function requireNoSealedCopies(verdict: Verdict, unreadIndexes: readonly number[]): void {
  const copied = verdict.gates.find(({ name }) => name === 'earlier-submissions')?.leftOut ?? 0;
  if (copied === 0 || unreadIndexes.length === 0) return;
  throw new AppError(
    'verify/sealed-copies',
    `The report left ${copied} rows out as copies of earlier submissions, of which ${unreadIndexes.join(', ')} were never opened.`,
    { hints: ['Only a validator of this request can compute this score again.'], details: { copied, unreadIndexes } }
  );
}
