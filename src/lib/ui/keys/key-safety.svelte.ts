// Asks, before a secret of this browser is relied on, whether it is saved.
import { getContext, setContext } from 'svelte';
import type { KeyAtRisk } from './key-words.ts';

export class KeySafety {
  /** What the reader is asked about now. */
  question = $state.raw<KeyAtRisk | null>(null);
  #answer: ((goesOn: boolean) => void) | null = null;

  /** Resolves with whether the reader wants to go on. Ask when the secret is in the vault, so that it can be saved. */
  ask(key: KeyAtRisk): Promise<boolean> {
    this.answer(false);
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.question = key;
    });
  }

  answer(goesOn: boolean): void {
    const resolve = this.#answer;
    this.#answer = null;
    this.question = null;
    resolve?.(goesOn);
  }
}

const KEY = Symbol('key-safety');
export const provideKeySafety = (safety: KeySafety): KeySafety => setContext(KEY, safety);
export const useKeySafety = (): KeySafety => getContext(KEY);
