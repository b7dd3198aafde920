// A run that its host ended, or did not begin: the program got to say nothing.
import type { FailedRun, ProgramFailure } from '../../core/program/program-run.ts';

export const failedRun = (
  reason: ProgramFailure,
  detail: string,
  resources: FailedRun['resources'] = {}
): FailedRun => ({
  outcome: 'failed',
  reason,
  detail,
  printed: new Uint8Array(0),
  errorsTail: '',
  resources
});
