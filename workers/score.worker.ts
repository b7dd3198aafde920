// Entry point of the scoring worker: trains and measures off the page's thread. The work itself is in src/lib/score.
import { expose } from 'comlink';
import { AppError } from '#lib/core/error/app-error.ts';
import type { ModelRuntime } from '#lib/core/model/model-runtime.ts';
import type { Progress } from '#lib/core/long-call.ts';
import { runKey } from '#lib/score/checkpoint-store.ts';
import { finishedVerdicts } from '#lib/score/finished-verdicts.ts';
import { indexedDbCheckpoints } from '#lib/score/indexed-db-checkpoints.ts';
import { poolSessions } from '#lib/score/pool-sessions.ts';
import { preflightDataset, preflightWithout, type PreflightOptions } from '#lib/score/preflight-dataset.ts';
import { indexedDbPreflights } from '#lib/score/preflight-store.ts';
import { referenceFromUrl } from '#lib/score/reference-from-url.ts';
import { readReferenceModel } from '#lib/score/reference-manifest.ts';
import { withRunLock } from '#lib/score/run-lock.ts';
import { scoreDataset, type ScoreOutcome } from '#lib/score/score-dataset.ts';
import { type ScoreInput } from '#lib/core/mechanism/measure-task.ts';
import type { ScoreWorkerApi, ScoreWorkerSettings, WorkerReply } from '#lib/score/score-messages.ts';

const api: ScoreWorkerApi = {
  holdLock: (lockName) =>
    new Promise((resolve) => {
      void navigator.locks.request(lockName, () => {
        resolve();
        return new Promise(() => undefined);
      });
    }),
  score: (input, settings, onProgress) =>
    reply(settings, onProgress, (options) => scoreOnce(input, options, settings.reuse)),
  preflight: (input, settings, onProgress) =>
    reply(settings, onProgress, (options) => preflightDataset(input, options)),
  preflightWithout: (input, lines, settings, onProgress) =>
    reply(settings, onProgress, (options) => preflightWithout(input, lines, options))
};

/** Scores unless another tab is at it; then waits for that one and takes its verdict. With `reuse` an older one does too. */
async function scoreOnce(input: ScoreInput, options: WorkerOptions, reuse: boolean): Promise<ScoreOutcome> {
  const { runtime, reference, protocol, onProgress } = options;
  const key = runKey(input, { protocol, referenceCid: reference.cid, backend: runtime.backend });
  const verdicts = finishedVerdicts();
  const wait = () => onProgress({ stage: 'waiting', done: 0, total: 0 });
  return withRunLock(key, wait, async (waited) => {
    const finished = waited || reuse ? await verdicts.find(key) : null;
    if (finished) return finished;
    const outcome = await scoreDataset(input, options);
    if (!('cancelled' in outcome)) await verdicts.add(key, outcome);
    return outcome;
  });
}

type WorkerOptions = PreflightOptions & Required<Pick<PreflightOptions, 'protocol' | 'onProgress'>>;

async function reply<T>(
  settings: ScoreWorkerSettings,
  onProgress: (progress: Progress) => void,
  work: (options: WorkerOptions) => Promise<T>
): Promise<WorkerReply<T>> {
  try {
    const outcome = await work({
      ...(await (prepared ??= prepare(settings))),
      protocol: settings.protocol,
      now: () => performance.now(),
      onProgress,
      checkpoints: indexedDbCheckpoints(),
      preflights: indexedDbPreflights()
    });
    return { outcome };
  } catch (thrown) {
    return { error: AppError.from(thrown, 'score/failed').toJSON() };
  }
}

/** What every call of this worker uses: the page keeps a worker to calls of the same settings, and ends it after an error. */
let prepared: ReturnType<typeof prepare> | undefined;

async function prepare(settings: ScoreWorkerSettings) {
  const [runtime, reference] = await Promise.all([
    createRuntime(settings),
    readReferenceModel(referenceFromUrl(settings.referenceUrl))
  ]);
  return { runtime: poolSessions(runtime), reference };
}

async function createRuntime({ backend, threads }: ScoreWorkerSettings): Promise<ModelRuntime> {
  if (backend === 'webgpu') return (await import('#lib/score/web-gpu-runtime.ts')).createWebGpuRuntime();
  return (await import('#lib/score/web-wasm-runtime.ts')).createWebWasmRuntime({ threads });
}

expose(api);
