// The page's side of scoring: starts the worker, hears its progress, stops it at once, and notices when it dies.
/// <reference types="vite/client" />
import { proxy, wrap, type Remote } from 'comlink';
import workerUrl from '#workers/score.worker.ts?worker&url';
import type { ScoreReply, ScoreWorkerApi } from '#workers/score-messages.ts';
import { AppError } from '../core/error/app-error.ts';
import { LIFT_PROTOCOL, type LiftProtocol } from '../core/lift/protocol.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Backend } from '../core/report/score-report.ts';
import { preferredBackend, probeBackends } from './probe-backends.ts';
import type { ScoreInput, ScoreOutcome } from './score-dataset.ts';
import { trustedWorkerUrl } from './trusted-worker-url.ts';

export interface WorkerScoreOptions extends LongCallOptions {
  backend: Backend | 'auto';
  /** For WebAssembly; default: what the machine has where the page is cross-origin isolated, else 1. */
  threads?: number;
}

export interface WorkerScorer {
  /**
   * Scores a dataset in a worker of its own. Cancelling ends the worker at once. Besides the errors of `scoreDataset`:
   * `score/worker-died` and `score/device-lost`, after which the same call goes on from the last checkpoint.
   */
  score(input: ScoreInput, options: WorkerScoreOptions): Promise<ScoreOutcome>;
}

/** @param settings.referenceUrl folder of the reference model; default: `reference/` beside the page */
export function createScorer(settings: { referenceUrl?: string; protocol?: LiftProtocol } = {}): WorkerScorer {
  const { protocol = LIFT_PROTOCOL } = settings;
  const referenceUrl = settings.referenceUrl ?? new URL('reference/', document.baseURI).href;
  return {
    async score(input, options) {
      const probe = await probeBackends();
      const backend = options.backend === 'auto' ? preferredBackend(probe) : options.backend;
      if (backend === 'native') throw unavailable('The native backend exists only in the command.');
      if (backend === 'wasm' && !probe.wasm) throw unavailable('This browser has no WebAssembly.');
      if (options.signal?.aborted) return { cancelled: true };
      return runInWorker(
        input,
        { backend, threads: options.threads ?? probe.wasm?.threads ?? 1, referenceUrl, protocol },
        options
      );
    }
  };
}

async function runInWorker(
  input: ScoreInput,
  settings: Parameters<ScoreWorkerApi['score']>[1],
  { signal, onProgress }: LongCallOptions
): Promise<ScoreOutcome> {
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'assay-score' });
  const remote = wrap<ScoreWorkerApi>(worker);
  const settled = new AbortController();
  const cancelled = new Promise<ScoreOutcome>((resolve) => {
    signal?.addEventListener('abort', () => resolve({ cancelled: true }), { once: true, signal: settled.signal });
  });
  const report = proxy(onProgress ?? (() => undefined));
  try {
    const finished = remote.score(input, settings, report).then(outcomeOf);
    return await Promise.race([finished, cancelled, death(worker, remote, settled.signal)]);
  } finally {
    settled.abort();
    worker.terminate();
  }
}

function outcomeOf(reply: ScoreReply): ScoreOutcome {
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
