// Measures in Node for the command: native kernels, WebAssembly, or a GPU where there is one, for mechanisms that run a model.
import { availableParallelism } from 'node:os';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { CheckpointStore } from '../core/mechanism/checkpoint-store.ts';
import type { Machine } from '../core/mechanism/machine.ts';
import type { MeasureTask } from '../core/mechanism/measure-task.ts';
import type { Mechanisms } from '../core/mechanism/mechanisms.ts';
import type { Cancelled, Result } from '../core/mechanism/result.ts';
import type { Backend } from '../core/model/backend.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import { checkRowsInThread, judgeInThread } from './check-in-thread.ts';
import { mechanisms as ownMechanisms } from './mechanisms.ts';
import { createNativeRuntime } from './native-runtime.ts';
import { createNodeWasmRuntime } from './node-wasm-runtime.ts';
import { createNodeWebGpuRuntime } from './node-webgpu-runtime.ts';
import { poolSessions } from './pool-sessions.ts';
import { referenceFromDisk } from './reference-from-disk.ts';
import { readReference, type ReadModel } from './read-reference.ts';

export interface NodeMachineOptions {
  backend: Backend;
  /** For native and wasm; default: {@link defaultThreads}. */
  threads?: number;
  /** Where pretrained models lie. */
  readModel: ReadModel;
  checkpoints?: CheckpointStore;
  /** Where strangers' programs are run. */
  programs?: ProgramRunner;
}

export interface MeasureInNodeOptions extends NodeMachineOptions, LongCallOptions {
  /** Default: the program's own. */
  mechanisms?: Mechanisms;
}

const THREADS_MAX = 4;

/** The machine's, at most 4: more do not speed up at this model's size. */
export const defaultThreads = (): number => Math.min(THREADS_MAX, availableParallelism());

/** Measures a task in this process, its checks of rows and judgements of programs in a thread of their own; see `Mechanism.measure` for progress, outcomes and errors. */
export async function measureInNode(
  task: MeasureTask,
  { signal, onProgress, mechanisms = ownMechanisms, ...machine }: MeasureInNodeOptions
): Promise<Result | Cancelled> {
  const mechanism = await mechanisms.load(task.spec.mechanism);
  return mechanism.measure(task, nodeMachine(machine), { signal, onProgress });
}

/** What a measurement may use of this process; nothing is loaded before it is asked for. */
export function nodeMachine({
  backend,
  threads = defaultThreads(),
  readModel,
  checkpoints,
  programs
}: NodeMachineOptions): Machine {
  return {
    backend,
    runtime: () => createNodeRuntime(backend, threads),
    reference: (pretrained) => readReference(referenceFromDisk, readModel, pretrained),
    now: () => performance.now(),
    checkRows: checkRowsInThread,
    judgeApart: judgeInThread,
    ...(programs && { programs }),
    ...(checkpoints && { checkpoints })
  };
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
