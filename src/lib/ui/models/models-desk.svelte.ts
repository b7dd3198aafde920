// The pretrained models of this browser as the page sees them, and the one that is on its way: it goes on while the person looks at
// other pages.
import { getContext, setContext } from 'svelte';
import { AppError } from '../../core/error/app-error.ts';
import type { Progress } from '../../core/long-call.ts';
import type { ModelsHere, ModelSource, PretrainedModels } from '../../ports/pretrained-models.ts';

export interface Adding {
  progress: Progress;
  /** Bytes a second, lately; null before there is one. */
  bytesPerSecond: number | null;
  /** The source could not go on where an earlier try ended. */
  startsOver: boolean;
}

/** Long enough to even out a network's bursts. */
const RATE_WINDOW_MS = 3_000;

export class ModelsDesk {
  here = $state.raw<ModelsHere | null>(null);
  adding = $state.raw<Adding | null>(null);
  error = $state.raw<AppError | null>(null);
  readonly #models: PretrainedModels;
  #controller: AbortController | null = null;

  constructor(models: PretrainedModels) {
    this.#models = models;
  }

  /** Follows what is here, other tabs' changes included. @returns ends it */
  follow(): () => void {
    void this.refresh();
    return this.#models.onChange(() => void this.refresh());
  }

  async refresh(): Promise<void> {
    try {
      this.here = await this.#models.list();
    } catch (thrown) {
      this.error = AppError.from(thrown);
    }
  }

  has(name: string): boolean {
    return this.here?.models.some(({ model, state }) => model.name === name && state === 'here') ?? false;
  }

  async add(source: ModelSource): Promise<void> {
    if (this.adding) return;
    const { signal } = (this.#controller = new AbortController());
    const earlier = this.here?.unfinished.find((one) => JSON.stringify(one.source) === JSON.stringify(source));
    let seen: { atMs: number; bytes: number }[] = [];
    const onProgress = (progress: Progress) => {
      const atMs = performance.now();
      if (progress.stage !== this.adding?.progress.stage) seen = [];
      seen = [...seen.filter((one) => atMs - one.atMs < RATE_WINDOW_MS), { atMs, bytes: progress.done }];
      const [first] = seen;
      const seconds = (atMs - first!.atMs) / 1000;
      const startsOver =
        this.adding?.startsOver || (progress.stage === 'download' && progress.done < (earlier?.bytes ?? 0));
      this.adding = {
        progress,
        bytesPerSecond: seconds > 0.2 ? (progress.done - first!.bytes) / seconds : null,
        startsOver
      };
    };
    this.error = null;
    this.adding = { progress: { stage: 'start', done: 0, total: 0 }, bytesPerSecond: null, startsOver: false };
    try {
      await this.#models.add(source, { signal, onProgress });
    } catch (thrown) {
      this.error = AppError.from(thrown);
    } finally {
      this.adding = null;
      await this.refresh();
    }
  }

  cancel(): void {
    this.#controller?.abort();
  }

  remove(name: string): Promise<void> {
    return this.#change(() => this.#models.remove(name));
  }

  removeUnfinished(): Promise<void> {
    return this.#change(() => this.#models.removeUnfinished());
  }

  async #change(change: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await change();
    } catch (thrown) {
      this.error = AppError.from(thrown);
    }
    await this.refresh();
  }
}

export const MODELS_CONTEXT = Symbol('models');
export const provideModels = (desk: ModelsDesk): ModelsDesk => setContext(MODELS_CONTEXT, desk);
export const useModels = (): ModelsDesk => getContext(MODELS_CONTEXT);
