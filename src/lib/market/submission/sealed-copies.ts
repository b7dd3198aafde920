// Rows that a report left out as copies of a package nobody else can read: its score cannot be computed again from what is
// public. A report that names none can.
import { AppError } from '../../core/error/app-error.ts';
import type { Reads } from '../../core/mechanism/mechanism.ts';
import type { Result } from '../../core/mechanism/result.ts';

/**
 * @param reads what the mechanism reads: where it reads all submissions, each of them counts and not only its copies
 * @throws AppError `verify/sealed-copies`.
 */
export function requireNoSealedCopies(
  result: Pick<Result, 'gates'>,
  unreadIndexes: readonly number[],
  reads: Reads
): void {
  if (reads === 'all' && unreadIndexes.length > 0) throw sealedInputs(unreadIndexes);
  const copied = result.gates.find(({ name }) => name === 'earlier-submissions')?.leftOut ?? 0;
  if (copied === 0 || unreadIndexes.length === 0) return;
  throw new AppError(
    'verify/sealed-copies',
    `The report left ${copied} rows out as copies of earlier submissions, of which ${unreadIndexes.join(', ')} were never opened.`,
    { hints: ['Only a validator of this request can compute this score again.'], details: { copied, unreadIndexes } }
  );
}

function sealedInputs(unreadIndexes: readonly number[]): AppError {
  return new AppError(
    'verify/sealed-copies',
    `The score depends on every submission of the request, of which ${unreadIndexes.join(', ')} were never opened.`,
    { hints: ['Only a validator of this request can compute this score again.'], details: { unreadIndexes } }
  );
}
