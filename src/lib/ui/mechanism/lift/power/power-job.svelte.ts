// One power check in a worker, and what it found. What it said of other rows is stale: the page forgets it.
import type { PowerInput } from '../../../../core/lift/power-input.ts';
import type { PowerReport } from '../../../../core/lift/power-report.ts';
import type { Preflights } from '../../../../ports/preflights.ts';
import { WorkerJob } from '../../worker-job.svelte.ts';

export class PowerJob extends WorkerJob<Preflights> {
  report = $state.raw<PowerReport | null>(null);

  async start(input: PowerInput): Promise<void> {
    this.forget();
    const report = await this.work((preflights, options) => preflights.power(input, options));
    if (report) this.report = report;
  }

  /** Ends what runs and drops what came of it. */
  forget(): void {
    this.cancel();
    this.report = null;
    this.error = null;
  }
}
