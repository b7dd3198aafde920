// One power check in a worker as the page sees it: running or not, how far, and what came of it. What it said of other rows is stale.
import { AppError } from '../../../../core/error/app-error.ts';
import type { Progress } from '../../../../core/long-call.ts';
import type { PowerInput } from '../../../../core/lift/power-input.ts';
import type { PowerReport } from '../../../../core/lift/power-report.ts';
import type { Preflights } from '../../../../ports/preflights.ts';

export class PowerJob {
  running = $state.raw<AbortController | null>(null);
  progress = $state.raw<Progress | null>(null);
  error = $state.raw<AppError | null>(null);
  report = $state.raw<PowerReport | null>(null);
  readonly #preflights: () => Promise<Preflights>;

  constructor(preflights: () => Promise<Preflights>) {
    this.#preflights = preflights;
  }

  async start(input: PowerInput): Promise<void> {
    this.forget();
    const controller = new AbortController();
    const { signal } = controller;
    this.running = controller;
    this.progress = { stage: 'start', done: 0, total: 0 };
    try {
      const preflights = await this.#preflights();
      const outcome = await preflights.power(input, {
        backend: 'auto',
        signal,
        onProgress: (progress) => {
          if (this.running === controller) this.progress = progress;
        }
      });
      if (!('cancelled' in outcome) && !signal.aborted) this.report = outcome;
    } catch (thrown) {
      if (!signal.aborted) this.error = AppError.from(thrown);
    } finally {
      if (this.running === controller) {
        this.running = null;
        this.progress = null;
      }
    }
  }

  cancel(): void {
    this.running?.abort();
  }

  /** Ends what runs and drops what came of it. */
  forget(): void {
    this.cancel();
    this.report = null;
    this.error = null;
  }
}
