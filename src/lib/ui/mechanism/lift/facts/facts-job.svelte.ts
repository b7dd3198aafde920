// One facts reading in a worker: running or not, how far, what came of it.
import type { FactsDatasetInput } from '../../../../core/facts/facts-dataset-input.ts';
import type { FactsDocument } from '../../../../core/facts/facts-report.ts';
import type { FactsReadings } from '../../../../ports/facts-readings.ts';
import { WorkerJob } from '../../worker-job.svelte.ts';

export class FactsJob extends WorkerJob<FactsReadings> {
  report = $state.raw<FactsDocument | null>(null);

  /** @param input what is read, fetched or put together when it starts */
  async start(input: (signal: AbortSignal) => Promise<FactsDatasetInput>): Promise<void> {
    this.report = null;
    const report = await this.work(async (facts, options) => facts.read(await input(options.signal), options));
    if (report) this.report = report;
  }
}
