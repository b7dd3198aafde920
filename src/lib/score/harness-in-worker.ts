// The page's side of a program's check and of its runs.
import type { HarnessChecks } from '../ports/harness-checks.ts';
import { workerCall, type WorkerPlace } from './worker-call.ts';

/** Errors of `checkHarness`, `runOnce` and `workerCall`. */
export function createHarnessChecks(place: WorkerPlace): HarnessChecks {
  return {
    check: (trial, options) =>
      workerCall(place, { ...options, backend: 'auto' }, trial, (remote, _, onProgress, programs) =>
        remote.harnessCheck(trial, onProgress, programs)
      ),
    run: (trial, options) =>
      workerCall(place, { ...options, backend: 'auto' }, trial, (remote, _, onProgress, programs) =>
        remote.harnessRun(trial, onProgress, programs)
      )
  };
}
