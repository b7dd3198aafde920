// Entry point of the scoring worker: trains and measures off the page's thread. The work itself is in src/lib/score.
import { expose } from 'comlink';
import { AppError } from '#lib/core/error/app-error.ts';
import type { ModelRuntime } from '#lib/core/lift/model-runtime.ts';
import { indexedDbCheckpoints } from '#lib/score/indexed-db-checkpoints.ts';
import { referenceFromUrl } from '#lib/score/reference-from-url.ts';
import { readReferenceModel } from '#lib/score/reference-manifest.ts';
import { scoreDataset } from '#lib/score/score-dataset.ts';
import type { ScoreWorkerApi, ScoreWorkerSettings } from './score-messages.ts';

const api: ScoreWorkerApi = {
  holdLock: (lockName) =>
    new Promise((resolve) => {
      void navigator.locks.request(lockName, () => {
        resolve();
        return new Promise(() => undefined);
      });
    }),
  async score(input, settings, onProgress) {
    try {
      const [runtime, reference] = await Promise.all([
        createRuntime(settings),
        readReferenceModel(referenceFromUrl(settings.referenceUrl))
      ]);
      const checkpoints = indexedDbCheckpoints();
      const { protocol } = settings;
      const outcome = await scoreDataset(input, {
        runtime,
        reference,
        protocol,
        now: () => performance.now(),
        onProgress,
        checkpoints
      });
      return { outcome };
    } catch (thrown) {
      return { error: AppError.from(thrown, 'score/failed').toJSON() };
    }
  }
};

async function createRuntime({ backend, threads }: ScoreWorkerSettings): Promise<ModelRuntime> {
  if (backend === 'webgpu') return (await import('#lib/score/web-gpu-runtime.ts')).createWebGpuRuntime();
  return (await import('#lib/score/web-wasm-runtime.ts')).createWebWasmRuntime({ threads });
}

expose(api);
