// A verb of the crew either did it or was stopped: nobody of the crew refuses to sign.
import { AppError } from '../../core/error/app-error.ts';

/** @throws AppError `crew/stopped`. */
export function doneStep<T extends { status: string }>(outcome: T): Exclude<T, { status: 'rejected' | 'cancelled' }> {
  if (outcome.status === 'rejected' || outcome.status === 'cancelled')
    throw new AppError('crew/stopped', 'The crew was stopped in the middle of a step.');
  return outcome as Exclude<T, { status: 'rejected' | 'cancelled' }>;
}
