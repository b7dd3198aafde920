// When no program can be run: an error of this machine, never of the program.
import { AppError } from '../../core/error/app-error.ts';

/** A slow machine under load; beyond it something is in a guest's way. */
export const START_MS = 180_000;

export function unavailable(reason: string): AppError {
  return new AppError('sandbox/unavailable', 'No program can be run here.', {
    hints: ['Try again. Where it happens again, restart what runs Assay; its first start prepares the sandbox.'],
    details: { reason }
  });
}
