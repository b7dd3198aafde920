// A value loaded from an edge: keeps the last good one while it reloads, and drops answers that come too late.
import { untrack } from 'svelte';
import { AppError } from '../../core/error/app-error.ts';

export class Resource<T> {
  value = $state.raw<T | undefined>();
  error = $state.raw<AppError | null>(null);
  loading = $state(false);
  #controller: AbortController | null = null;

  /** Starts a load, breaking off one that still runs. */
  async load(read: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#controller?.abort();
    const controller = new AbortController();
    this.#controller = controller;
    this.loading = true;
    try {
      const value = await read(controller.signal);
      if (controller.signal.aborted) return;
      this.value = value;
      this.error = null;
    } catch (thrown) {
      if (!controller.signal.aborted) this.error = AppError.from(thrown);
    } finally {
      if (this.#controller === controller) this.loading = false;
    }
  }

  /** For another thing than before: nothing of the last one stays. */
  forget(): void {
    this.#controller?.abort();
    this.#controller = null;
    this.value = undefined;
    this.error = null;
    this.loading = false;
  }

  /** Starts a load unless one runs. Safe in an effect: it does not come to depend on this resource. */
  refresh(read: (signal: AbortSignal) => Promise<T>): void {
    if (!untrack(() => this.loading)) void this.load(read);
  }
}
