// What is being written on a page, kept in this browser under a name until it is sent.
import { del, get, set } from 'idb-keyval';

export class KeptDraft<T extends object> {
  saving = $state(false);
  #unsaved = false;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  read(): Promise<Partial<T> | undefined> {
    return get<Partial<T>>(this.#name);
  }

  /** Starts at once; what changes while it writes is written right after. */
  async save(current: () => T): Promise<void> {
    this.#unsaved = true;
    if (this.saving) return;
    this.saving = true;
    try {
      while (this.#unsaved) {
        this.#unsaved = false;
        await set(this.#name, current());
      }
    } finally {
      this.saving = false;
    }
  }

  discard(): Promise<void> {
    return del(this.#name);
  }
}
