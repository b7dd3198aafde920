// A measurement in a worker as the page sees it: running or not, how far, and what went wrong. Whoever extends it keeps what came
// of it.
import { AppError } from '../../core/error/app-error.ts';
import type { Progress } from '../../core/long-call.ts';
import type { PreflightCallOptions } from '../../ports/preflights.ts';

/** @typeParam Edge what does the work */
export class WorkerJob<Edge> {
  running = $state.raw<AbortController | null>(null);
  progress = $state.raw<Progress | null>(null);
  error = $state.raw<AppError | null>(null);
  readonly #edge: () => Promise<Edge>;

  constructor(edge: () => Promise<Edge>) {
    this.#edge = edge;
  }

  cancel(): void {
    this.running?.abort();
  }

  /** Ends what runs and starts this instead; null where it was cancelled or failed, and then `error` says how. */
  protected async work<T>(
    run: (edge: Edge, options: PreflightCallOptions & { signal: AbortSignal }) => Promise<T | { cancelled: true }>
  ): Promise<T | null> {
    this.running?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.running = controller;
    this.error = null;
    this.progress = { stage: 'start', done: 0, total: 0 };
    const onProgress = (progress: Progress) => {
      if (this.running === controller) this.progress = progress;
    };
    try {
      const outcome = await run(await this.#edge(), { backend: 'auto', signal, onProgress });
      return isCancelled(outcome) || signal.aborted ? null : outcome;
    } catch (thrown) {
      if (!signal.aborted) this.error = AppError.from(thrown);
      return null;
    } finally {
      if (this.running === controller) {
        this.running = null;
        this.progress = null;
      }
    }
  }
}

const isCancelled = (outcome: unknown): outcome is { cancelled: true } =>
  typeof outcome === 'object' && outcome !== null && 'cancelled' in outcome;
