// One run at a time in all tabs of the browser, by Web Lock: the browser gives the lock back when a tab or worker dies.

/**
 * Does `work` while no other tab does the run of the same key; `waited` tells whether another one had it before.
 * Without Web Locks (no secure context) nothing is held back.
 * @param onWait called once when another tab has the run
 */
export async function withRunLock<T>(
  key: string,
  onWait: () => void,
  work: (waited: boolean) => Promise<T>
): Promise<T> {
  if (!('locks' in navigator)) return work(false);
  const name = `assay-run-${key}`;
  const free = await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
    lock === null ? null : { result: await work(false) }
  );
  if (free !== null) return free.result;
  onWait();
  return navigator.locks.request(name, () => work(true));
}
