// The page's side of what is measured before a transaction: a preflight, the score without some rows, and a power check.
import type { Preflights } from '../ports/preflights.ts';
import { moveInput } from './move-input.ts';
import { workerCall, type WorkerPlace } from './worker-call.ts';

/** Errors of `preflightDataset`, `preflightWithout`, `powerDataset` and `workerCall`. */
export function createPreflights(place: WorkerPlace): Preflights {
  return {
    run: (input, options) =>
      workerCall(place, options, input, (remote, settings, onProgress, programs) =>
        remote.preflight(moveInput(input), settings, onProgress, programs)
      ),
    without: (input, lines, options) =>
      workerCall(place, options, input, (remote, settings, onProgress, programs) =>
        remote.preflightWithout(moveInput(input), lines, settings, onProgress, programs)
      ),
    power: (input, options) =>
      workerCall(place, options, input, (remote, settings, onProgress) => remote.power(input, settings, onProgress))
  };
}
