// One check of a program in a worker, and what came of it.
import type { HarnessCheck, HarnessChecks, HarnessTrial } from '../../../../ports/harness-checks.ts';
import { WorkerJob } from '../../worker-job.svelte.ts';

export class CheckJob extends WorkerJob<HarnessChecks> {
  result = $state.raw<HarnessCheck | null>(null);

  async start(trial: HarnessTrial): Promise<void> {
    this.result = null;
    const result = await this.work((checks, options) => checks.check(trial, options));
    if (result) this.result = result;
  }

  /** Ends what runs and drops what came of it. */
  forget(): void {
    this.cancel();
    this.result = null;
    this.error = null;
  }
}
