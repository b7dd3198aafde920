// The reference model on WebAssembly in Node: the same bits as in every browser.
import { AppError } from '../core/error/app-error.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { onnxRuntime } from './onnx-runtime.ts';

let startedThreads: number | null = null;

/** Throws AppError `score/threads-fixed`: one process runs WebAssembly with one number of threads. */
export async function createNodeWasmRuntime({ threads }: { threads: number }): Promise<ModelRuntime> {
  if (startedThreads !== null && startedThreads !== threads) {
    throw new AppError(
      'score/threads-fixed',
      `WebAssembly already runs with ${startedThreads} threads in this process.`,
      {
        hints: ['Use the same number of threads, or start another process.']
      }
    );
  }
  const onnx = await import('onnxruntime-web');
  onnx.env.wasm.numThreads = threads;
  startedThreads = threads;
  return onnxRuntime(onnx, { backend: 'wasm', threads, executionProviders: ['wasm'] });
}
