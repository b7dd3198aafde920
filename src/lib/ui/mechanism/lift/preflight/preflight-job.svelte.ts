// One preflight in a worker: what came of it, and what if rows were left out.
import type { LiftInput } from '../../../../core/lift/lift-input.ts';
import type { LeftOutComparison } from '../../../../core/influence/left-out-comparison.ts';
import type { Preflight, Preflights } from '../../../../ports/preflights.ts';
import { WorkerJob } from '../../worker-job.svelte.ts';

export class PreflightJob extends WorkerJob<Preflights> {
  result = $state.raw<Preflight | null>(null);
  comparison = $state.raw<LeftOutComparison | null>(null);
  readonly #input: (signal: AbortSignal) => Promise<LiftInput>;

  /** @param input what is measured, fetched or put together when a run starts */
  constructor(preflights: () => Promise<Preflights>, input: (signal: AbortSignal) => Promise<LiftInput>) {
    super(preflights);
    this.#input = input;
  }

  async start(): Promise<void> {
    const result = await this.work(async (preflights, options) =>
      preflights.run(await this.#input(options.signal), options)
    );
    if (result) this.result = result;
  }

  async leaveOut(lines: number[]): Promise<void> {
    const comparison = await this.work(async (preflights, options) =>
      preflights.without(await this.#input(options.signal), lines, options)
    );
    if (comparison) this.comparison = comparison;
  }

  /** Ends what runs and drops what came of it. */
  forget(): void {
    this.cancel();
    this.result = null;
    this.comparison = null;
    this.error = null;
  }
}
