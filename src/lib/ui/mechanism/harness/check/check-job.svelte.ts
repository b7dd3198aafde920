// One check of a program in a worker, and what came of it.
import type { LongCallOptions } from '../../../../core/long-call.ts';
import type { HarnessCheck, HarnessChecks, HarnessTrial } from '../../../../ports/harness-checks.ts';
import { WorkerJob } from '../../worker-job.svelte.ts';

export class CheckJob extends WorkerJob<HarnessChecks> {
  result = $state.raw<HarnessCheck | null>(null);

  /** @param prepare gathers what the program is held against; what it throws is the job's error. */
  async start(prepare: (options: LongCallOptions) => Promise<HarnessTrial>): Promise<void> {
    this.result = null;
    const result = await this.work(async (checks, options) => checks.check(await prepare(options), options));
    if (result) this.result = result;
  }

  /** Ends what runs and drops what came of it. */
  forget(): void {
    this.cancel();
    this.result = null;
    this.error = null;
  }
}
