// One preflight in a worker as the page sees it: running or not, how far, what came of it, and what if rows were left out.
import { AppError } from '../../../../core/error/app-error.ts';
import type { Progress } from '../../../../core/long-call.ts';
import type { LeftOutComparison } from '../../../../core/influence/left-out-comparison.ts';
import type { Preflight, Preflights } from '../../../../ports/preflights.ts';
import type { LiftInput } from '../../../../core/lift/lift-input.ts';

export class PreflightJob {
  running = $state.raw<AbortController | null>(null);
  progress = $state.raw<Progress | null>(null);
  error = $state.raw<AppError | null>(null);
  result = $state.raw<Preflight | null>(null);
  comparison = $state.raw<LeftOutComparison | null>(null);
  readonly #preflights: () => Promise<Preflights>;
  readonly #input: (signal: AbortSignal) => Promise<LiftInput>;

  /** @param input what is measured, fetched or put together when a run starts */
  constructor(preflights: () => Promise<Preflights>, input: (signal: AbortSignal) => Promise<LiftInput>) {
    this.#preflights = preflights;
    this.#input = input;
  }

  async start(): Promise<void> {
    const result = await this.#work((preflights, input, options) => preflights.run(input, options));
    if (result) this.result = result;
  }

  async leaveOut(lines: number[]): Promise<void> {
    const comparison = await this.#work((preflights, input, options) => preflights.without(input, lines, options));
    if (comparison) this.comparison = comparison;
  }

  cancel(): void {
    this.running?.abort();
  }

  /** Ends what runs and drops what came of it. */
  forget(): void {
    this.cancel();
    this.result = null;
    this.comparison = null;
    this.error = null;
  }

  async #work<T>(
    run: (
      preflights: Preflights,
      input: LiftInput,
      options: { backend: 'auto'; signal: AbortSignal; onProgress: (progress: Progress) => void }
    ) => Promise<T | { cancelled: true }>
  ): Promise<T | null> {
    this.running?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.running = controller;
    this.error = null;
    this.progress = { stage: 'fetch', done: 0, total: 0 };
    const onProgress = (progress: Progress) => {
      if (this.running === controller) this.progress = progress;
    };
    try {
      const outcome = await run(await this.#preflights(), await this.#input(signal), {
        backend: 'auto',
        signal,
        onProgress
      });
      return isCancelled(outcome) ? null : outcome;
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
