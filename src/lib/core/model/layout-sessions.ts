// One session a batch layout, opened when a batch of that layout first comes.
import type { ModelSession } from './model-runtime.ts';
import type { BatchLayout } from './pack-batch.ts';

export class LayoutSessions {
  readonly #open: (layout: BatchLayout) => Promise<ModelSession>;
  readonly #sessions = new Map<string, Promise<ModelSession>>();

  constructor(open: (layout: BatchLayout) => Promise<ModelSession>) {
    this.#open = open;
  }

  of({ sequences, length }: BatchLayout): Promise<ModelSession> {
    const key = `${sequences}x${length}`;
    const known = this.#sessions.get(key);
    if (known) return known;
    const session = this.#open({ sequences, length });
    this.#sessions.set(key, session);
    return session;
  }

  async dispose(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).dispose();
    this.#sessions.clear();
  }
}
