// The page's side of what is measured before a transaction: a preflight, the score without some rows, a power check, and
// the time of a verdict.
import type { Preflights } from '../ports/preflights.ts';
import { moveInput } from './move-input.ts';
import { workerCall, type WorkerPlace } from './worker-call.ts';

/** Errors of `preflightDataset`, `preflightWithout`, `powerDataset`, `timeVerdict` and `workerCall`. */
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
      workerCall(place, options, input, (remote, settings, onProgress) => remote.power(input, settings, onProgress)),
    verdictTime: (model, options) =>
      workerCall(place, options, model, (remote, settings, onProgress) =>
        remote.verdictTime(model, settings, onProgress)
      )
  };
}
