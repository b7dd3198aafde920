// The page's side of a precheck: the gates a validator runs, off the page's thread, which they could otherwise stop.
import type { LongCallOptions } from '../core/long-call.ts';
import type { PrecheckTask } from '../core/mechanism/measure-task.ts';
import type { Precheck } from '../core/mechanism/mechanism.ts';
import { workerCall, type WorkerPlace } from './worker-call.ts';

/** Errors of `Mechanism.precheck` and of `workerCall`; the signal's reason when cancelled. */
export async function precheckInWorker(
  place: WorkerPlace,
  mechanism: string,
  task: PrecheckTask,
  options: LongCallOptions = {}
): Promise<Precheck> {
  const outcome = await workerCall(place, { ...options, backend: 'auto' }, task, (remote, _, onProgress, programs) =>
    remote.precheck(mechanism, task, onProgress, programs)
  );
  if (!('cancelled' in outcome)) return outcome;
  throw options.signal?.reason;
}
