// One call in a scoring worker of its own: ends it at once when cancelled, and notices when it dies.
/// <reference types="vite/client" />
import { proxy, wrap, type Remote } from 'comlink';
import workerUrl from '#workers/score.worker.ts?worker&url';
import type { ScoreWorkerApi, ScoreWorkerSettings, WorkerReply } from '#workers/score-messages.ts';
import { AppError } from '../core/error/app-error.ts';
import { LIFT_PROTOCOL, type LiftProtocol } from '../core/lift/protocol.ts';
import type { LongCallOptions, Progress } from '../core/long-call.ts';
import type { Backend } from '../core/report/score-report.ts';
import { preferredBackend, probeBackends } from './probe-backends.ts';
import { trustedWorkerUrl } from './trusted-worker-url.ts';

export interface WorkerCallOptions extends LongCallOptions {
  backend: Backend | 'auto';
  /** For WebAssembly; default: what the machine has where the page is cross-origin isolated, else 1. */
  threads?: number;
}

export interface WorkerPlace {
  /** Folder of the reference model; default: `reference/` beside the page. */
  referenceUrl?: string;
  protocol?: LiftProtocol;
}

type Cancelled = { cancelled: true };
type Call<T> = (
  remote: Remote<ScoreWorkerApi>,
  settings: ScoreWorkerSettings,
  onProgress: (progress: Progress) => void
) => Promise<WorkerReply<T>>;

/**
 * Starts a worker, hands it the call and ends it after. Besides the call's own errors: `score/backend-unavailable`,
 * `score/worker-died` and `score/device-lost`, after which the same call goes on from the last checkpoint.
 */
export async function workerCall<T>(
  place: WorkerPlace,
  options: WorkerCallOptions,
  call: Call<T>
): Promise<T | Cancelled> {
  const settings = await workerSettings(place, options);
  const { signal, onProgress } = options;
  if (signal?.aborted) return { cancelled: true };
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'assay-score' });
  const remote = wrap<ScoreWorkerApi>(worker);
  const settled = new AbortController();
  const cancelled = new Promise<Cancelled>((resolve) => {
    signal?.addEventListener('abort', () => resolve({ cancelled: true }), { once: true, signal: settled.signal });
  });
  try {
    const finished = call(remote, settings, proxy(onProgress ?? (() => undefined))).then(outcomeOf);
    return await Promise.race([finished, cancelled, death(worker, remote, settled.signal)]);
  } finally {
    settled.abort();
    worker.terminate();
  }
}

async function workerSettings(
  { referenceUrl, protocol = LIFT_PROTOCOL }: WorkerPlace,
  options: WorkerCallOptions
): Promise<ScoreWorkerSettings> {
  const probe = await probeBackends();
  const backend = options.backend === 'auto' ? preferredBackend(probe) : options.backend;
  if (backend === 'native') throw unavailable('The native backend exists only in the command.');
  if (backend === 'wasm' && !probe.wasm) throw unavailable('This browser has no WebAssembly.');
  return {
    backend,
    threads: options.threads ?? probe.wasm?.threads ?? 1,
    referenceUrl: referenceUrl ?? new URL('reference/', document.baseURI).href,
    protocol
  };
}

function outcomeOf<T>(reply: WorkerReply<T>): T {
  if ('error' in reply) throw AppError.from(reply.error);
  return reply.outcome;
}

/** Rejects when the worker fails to load or is gone; never resolves. */
async function death(worker: Worker, remote: Remote<ScoreWorkerApi>, settled: AbortSignal): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener(
      'error',
      (event) => reject(workerDied(event.message || 'The worker could not be loaded.')),
      { signal: settled }
    );
  });
  return Promise.race([failed, lockReleased(remote, settled)]);
}

/** A killed worker fires no event, but the browser gives back its locks. */
async function lockReleased(remote: Remote<ScoreWorkerApi>, settled: AbortSignal): Promise<never> {
  const never = new Promise<never>(() => undefined);
  if (!('locks' in navigator)) return never;
  const lockName = `assay-score-${crypto.randomUUID()}`;
  await remote.holdLock(lockName);
  const released = await navigator.locks.request(lockName, { signal: settled }, () => true).catch(() => false);
  return released ? Promise.reject(workerDied('The browser ended the worker.')) : never;
}

function workerDied(reason: string): AppError {
  return new AppError('score/worker-died', 'The scoring worker stopped before it was done.', {
    hints: [
      'Score again: the work goes on from the last saved step.',
      'Close other tabs if the machine is short of memory.'
    ],
    details: { reason }
  });
}

function unavailable(short: string): AppError {
  return new AppError('score/backend-unavailable', short, { hints: ['Choose another backend.'] });
}
