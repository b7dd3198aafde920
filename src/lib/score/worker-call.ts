// One call in a scoring worker: ends it at once when cancelled, and notices when it dies.
import { proxy, type Remote } from 'comlink';
import type { PagePrograms, ScoreWorkerApi, ScoreWorkerSettings } from '#lib/score/score-messages.ts';
import { AppError } from '../core/error/app-error.ts';
import type { LiftProtocol } from '../core/lift/protocol.ts';
import type { LongCallOptions, Progress } from '../core/long-call.ts';
import type { Backend } from '../core/model/backend.ts';
import { bytesIn } from './bytes-in.ts';
import { ChecksDeadline, checksDeadlineMs } from './checks-deadline.ts';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import { leaveWorker, takeWorker, workerDeath } from './live-worker.ts';
import { pagePrograms } from './page-programs.ts';
import { preferredBackend, probeBackends } from './probe-backends.ts';
import { outcomeOf, type Reply } from './reply.ts';

export interface WorkerCallOptions extends LongCallOptions {
  backend: Backend | 'auto';
  /** For WebAssembly; default: what the machine has where the page is cross-origin isolated, else 1. */
  threads?: number;
  /** Takes the result of the very same run where this browser has finished it before. Not for who wants to see it again. */
  reuse?: boolean;
}

export interface WorkerPlace {
  /** Address of the scoring worker's script. */
  workerUrl: string;
  /** Folder of the reference model; default: `reference/` beside the page. */
  referenceUrl?: string;
  protocol?: LiftProtocol;
  /** The pretrained models that are kept, by name; default: none. */
  models?: () => Promise<Readonly<Record<string, Blob>>>;
  /** Where strangers' programs are run; default: nowhere. */
  programs?: ProgramRunner;
  /** For the checks of rows in a call; default: `checksDeadlineMs` of its work. */
  checksMs?: number;
}

const WORKER_DIED = 'score/worker-died';
type Cancelled = { cancelled: true };
type Call<T> = (
  remote: Remote<ScoreWorkerApi>,
  settings: ScoreWorkerSettings,
  onProgress: (progress: Progress) => void,
  programs: PagePrograms
) => Promise<Reply<T>>;

/**
 * Hands the call to a worker that has nothing else to do; `work` is what it works on. Besides the call's own errors:
 * `score/backend-unavailable`, `score/checks-timed-out`, `score/worker-died` and `score/device-lost`; after the last two the
 * same call goes on from the last checkpoint.
 */
export async function workerCall<T>(
  place: WorkerPlace,
  options: WorkerCallOptions,
  work: unknown,
  call: Call<T>
): Promise<T | Cancelled> {
  const settings = await workerSettings(place, options);
  const { workerUrl } = place;
  const { signal, onProgress } = options;
  if (signal?.aborted) return { cancelled: true };
  const live = await takeWorker(workerUrl, settings);
  const deadline = new ChecksDeadline(place.checksMs ?? checksDeadlineMs(bytesIn(work)));
  const settled = new AbortController();
  const cancelled = new Promise<Cancelled>((resolve) => {
    signal?.addEventListener('abort', () => resolve({ cancelled: true }), { once: true, signal: settled.signal });
  });
  const died = workerDeath(live, settled.signal).then((reason) => Promise.reject(workerDied(reason)));
  let isReusable = false;
  let wasHeard = false;
  const hear = (progress: Progress) => {
    wasHeard = true;
    deadline.hear(progress);
    onProgress?.(progress);
  };
  try {
    const programs = pagePrograms(place.programs, settled.signal);
    const finished = call(live.remote, settings, proxy(hear), proxy(programs)).then((reply) => {
      isReusable = !('error' in reply);
      return outcomeOf(reply);
    });
    return await Promise.race([finished, cancelled, died, deadline.expired]);
  } catch (thrown) {
    const diedIdle = live.wasIdle && !wasHeard;
    if (diedIdle && AppError.from(thrown).code === WORKER_DIED) return await workerCall(place, options, work, call);
    throw thrown;
  } finally {
    deadline.stop();
    settled.abort();
    if (isReusable && !signal?.aborted) leaveWorker(live);
    else live.worker.terminate();
  }
}

async function workerSettings(
  { referenceUrl, protocol, models }: WorkerPlace,
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
    models: (await models?.()) ?? {},
    ...(protocol && { protocol }),
    reuse: options.reuse ?? false
  };
}

function workerDied(reason: string): AppError {
  return new AppError(WORKER_DIED, 'The scoring worker stopped before it was done.', {
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
