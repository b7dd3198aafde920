// One tab at a time brings a model (https://w3c.github.io/web-locks/); where a browser has no locks, one call of this page.

export interface OneAdder {
  /**
   * @param wait awaits its turn and hears of it once where another is at it; else `work` is not begun and `undefined` comes back
   * Throws as `work`, and the signal's reason while it waits.
   */
  run<T>(
    work: () => Promise<T>,
    wait: { onWait: () => void; signal: AbortSignal | undefined } | null
  ): Promise<T | undefined>;
  isBusy(): Promise<boolean>;
}

export function oneAdder(name: string): OneAdder {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  return locks ? acrossTabs(locks, name) : withinPage();
}

function acrossTabs(locks: LockManager, name: string): OneAdder {
  return {
    async run(work, wait) {
      const tried = await locks.request(name, { ifAvailable: true }, async (lock) =>
        lock === null ? null : { outcome: await work() }
      );
      if (tried !== null) return tried.outcome;
      if (wait === null) return undefined;
      wait.onWait();
      return locks.request(name, wait.signal ? { signal: wait.signal } : {}, work);
    },
    isBusy: async () => ((await locks.query()).held ?? []).some((held) => held.name === name)
  };
}

function withinPage(): OneAdder {
  let running: Promise<unknown> | null = null;
  return {
    async run(work, wait) {
      if (running !== null) {
        if (wait === null) return undefined;
        wait.onWait();
      }
      while (running !== null) {
        await running;
        wait?.signal?.throwIfAborted();
      }
      const done = work();
      const settled = done.then(
        () => undefined,
        () => undefined
      );
      running = settled;
      void settled.then(() => (running = null));
      return done;
    },
    isBusy: async () => running !== null
  };
}
