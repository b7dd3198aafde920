// The page's side of measuring.
import type { Scorer } from '../ports/market-edges.ts';
import { moveTask } from './move-input.ts';
import { workerCall, type WorkerCallOptions, type WorkerPlace } from './worker-call.ts';

/** A scorer that measures in workers. Errors of the mechanism's `measure` and of `workerCall`. */
export function createScorer(place: WorkerPlace): Scorer & {
  measure(task: Parameters<Scorer['measure']>[0], options: WorkerCallOptions): ReturnType<Scorer['measure']>;
} {
  return {
    measure: (task, options) =>
      workerCall(place, options, task, (remote, settings, onProgress, programs) =>
        remote.measure(moveTask(task), settings, onProgress, programs)
      )
  };
}
