// One run of a program in a worker, and what it wrote.
import type { HarnessChecks, HarnessTrial, WrittenOrNot } from '../../../../ports/harness-checks.ts';
import { WorkerJob } from '../../worker-job.svelte.ts';

export class RunJob extends WorkerJob<HarnessChecks> {
  /** With the seed that it was run with. */
  result = $state.raw<{ seed: number; written: WrittenOrNot } | null>(null);

  async start(trial: HarnessTrial): Promise<void> {
    this.result = null;
    const written = await this.work((checks, options) => checks.run(trial, options));
    if (written) this.result = { seed: trial.seed, written };
  }
}
