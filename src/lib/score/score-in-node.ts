// Scores in Node for the command: native kernels, WebAssembly, or a GPU where there is one.
import { availableParallelism } from 'node:os';
import { AppError } from '../core/error/app-error.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Backend } from '../core/model/backend.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { createNativeRuntime } from './native-runtime.ts';
import { createNodeWasmRuntime } from './node-wasm-runtime.ts';
import { createNodeWebGpuRuntime } from './node-webgpu-runtime.ts';
import { poolSessions } from './pool-sessions.ts';
import { referenceFromDisk } from './reference-from-disk.ts';
import { readReferenceModel } from './reference-manifest.ts';
import { scoreDataset, type ScoreOutcome } from './score-dataset.ts';
import { type ScoreInput } from '../core/mechanism/measure-task.ts';

export interface ScoreInNodeOptions extends LongCallOptions {
  backend: Backend;
  /** For native and wasm; default: the machine's, at most 4, which more do not speed up at this model's size. */
  threads?: number;
  checkpoints?: CheckpointStore;
}

const THREADS_MAX = 4;

/** Scores a dataset in this process; see {@link scoreDataset} for progress, outcomes and errors. */
export async function scoreInNode(input: ScoreInput, options: ScoreInNodeOptions): Promise<ScoreOutcome> {
  const { backend, threads = Math.min(THREADS_MAX, availableParallelism()), signal, onProgress, checkpoints } = options;
  const runtime = await createNodeRuntime(backend, threads);
  const reference = await readReferenceModel(referenceFromDisk);
  return scoreDataset(input, { runtime, reference, now: () => performance.now(), signal, onProgress, checkpoints });
}

const runtimes = new Map<string, Promise<ModelRuntime>>();

/** One runtime a backend and process. Throws AppError `score/backend-unavailable` or `score/no-webgpu`. */
export function createNodeRuntime(backend: Backend, threads: number): Promise<ModelRuntime> {
  const key = `${backend} ${threads}`;
  const known = runtimes.get(key);
  if (known) return known;
  const opened = openNodeRuntime(backend, threads).then(poolSessions);
  runtimes.set(key, opened);
  opened.catch(() => runtimes.delete(key));
  return opened;
}

async function openNodeRuntime(backend: Backend, threads: number): Promise<ModelRuntime> {
  switch (backend) {
    case 'wasm':
      return createNodeWasmRuntime({ threads });
    case 'webgpu':
      return createNodeWebGpuRuntime();
    case 'native':
      return createNativeRuntime({ threads }).catch((cause: unknown) => {
        throw new AppError('score/backend-unavailable', 'The native backend does not run on this machine.', {
          hints: ['Use --backend wasm, which runs everywhere.'],
          details: { reason: String(cause) },
          cause
        });
      });
    default:
      return backend satisfies never;
  }
}
