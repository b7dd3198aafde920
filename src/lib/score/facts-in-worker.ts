// The page's side of a facts reading. The model crosses as a handle on what the browser keeps: the worker alone holds its bytes.
import type { FactsReadings } from '../ports/facts-readings.ts';
import { workerCall, type WorkerPlace } from './worker-call.ts';

/** Errors of `readKeptModel`, `factsDataset` and `workerCall`. */
export function createFactsReadings(place: WorkerPlace): FactsReadings {
  return {
    read: (input, options) =>
      workerCall(place, options, input, (remote, settings, onProgress) => remote.facts(input, settings, onProgress))
  };
}
