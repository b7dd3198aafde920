// Scoring workers of this page: a call takes one that has nothing to do, or a new one, and may leave it to the next call, which
// then finds the model loaded and its graphs open. A dead worker fires no event, but the browser gives back its Web Locks.
import { wrap, type Remote } from 'comlink';
import type { ScoreWorkerApi, ScoreWorkerSettings } from '#lib/score/score-messages.ts';
import { trustedWorkerUrl } from './trusted-worker-url.ts';

/** Long enough for the next submission of a queue, short enough to give the memory back. */
const IDLE_MS = 20_000;

export interface LiveWorker {
  readonly worker: Worker;
  /** Kept as long as the worker: where it is collected, Comlink closes the worker's side. */
  readonly remote: Remote<ScoreWorkerApi>;
  /** Its runtime and model, which its first call fixes. */
  readonly key: string;
  /** Resolves to the lock that the worker holds for life; null without Web Locks. */
  readonly lifeLock: Promise<string | null>;
  /** Whether it did a call before: it may have died since, unnoticed. */
  wasIdle: boolean;
}

const idle = new Map<LiveWorker, ReturnType<typeof setTimeout>>();

/** An idle worker that lives, else a new one. */
export async function takeWorker(workerUrl: string, settings: ScoreWorkerSettings): Promise<LiveWorker> {
  const key = [workerUrl, settings.backend, settings.threads, settings.referenceUrl].join(' ');
  for (const live of idle.keys()) {
    if (live.key !== key) continue;
    removeIdle(live);
    live.wasIdle = true;
    if (await isAlive(live)) return live;
    live.worker.terminate();
  }
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'assay-score' });
  const remote = wrap<ScoreWorkerApi>(worker);
  const lockName = `assay-score-${crypto.randomUUID()}`;
  const lifeLock = 'locks' in navigator ? remote.holdLock(lockName).then(() => lockName) : Promise.resolve(null);
  return { worker, remote, key, lifeLock, wasIdle: false };
}

/** Leaves a worker whose call ended well to the next call; ends it when none comes. */
export function leaveWorker(live: LiveWorker): void {
  const timer = setTimeout(() => {
    removeIdle(live);
    live.worker.terminate();
  }, IDLE_MS);
  idle.set(live, timer);
}

/** Resolves with a reason when the worker fails to load or is gone; never, where it lives until `settled`. */
export async function workerDeath({ worker, lifeLock }: LiveWorker, settled: AbortSignal): Promise<string> {
  const failed = new Promise<string>((resolve) => {
    worker.addEventListener('error', ({ message }) => resolve(message || 'The worker could not be loaded.'), {
      signal: settled
    });
  });
  return Promise.race([failed, lockReleased(lifeLock, settled)]);
}

async function lockReleased(lifeLock: Promise<string | null>, settled: AbortSignal): Promise<string> {
  const never = new Promise<never>(() => undefined);
  const lockName = await lifeLock;
  if (lockName === null) return never;
  const released = await navigator.locks.request(lockName, { signal: settled }, () => true).catch(() => false);
  return released ? 'The browser ended the worker.' : never;
}

async function isAlive({ lifeLock }: LiveWorker): Promise<boolean> {
  const lockName = await lifeLock;
  if (lockName === null) return false;
  return navigator.locks.request(lockName, { ifAvailable: true }, (lock) => lock === null);
}

function removeIdle(live: LiveWorker): void {
  clearTimeout(idle.get(live));
  idle.delete(live);
}
