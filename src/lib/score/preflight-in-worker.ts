// The page's side of a rehearsal: the whole preflight, and the score without some rows, in a worker.
import { moveInput } from './move-input.ts';
import type { LeftOutComparison } from './left-out-comparison.ts';
import type { Preflight } from './preflight-dataset.ts';
import type { ScoreInput } from './score-dataset.ts';
import { workerCall, type WorkerCallOptions, type WorkerPlace } from './worker-call.ts';

export interface WorkerPreflights {
  /** Errors of `preflightDataset` and `workerCall`; a finished preflight of the same input is there at once. */
  run(input: ScoreInput, options: WorkerCallOptions): Promise<Preflight | { cancelled: true }>;
  /** Errors of `preflightWithout` and `workerCall`. */
  without(
    input: ScoreInput,
    lines: number[],
    options: WorkerCallOptions
  ): Promise<LeftOutComparison | { cancelled: true }>;
}

export function createPreflights(place: WorkerPlace = {}): WorkerPreflights {
  return {
    run: (input, options) =>
      workerCall(place, options, (remote, settings, onProgress) =>
        remote.preflight(moveInput(input), settings, onProgress)
      ),
    without: (input, lines, options) =>
      workerCall(place, options, (remote, settings, onProgress) =>
        remote.preflightWithout(moveInput(input), lines, settings, onProgress)
      )
  };
}
