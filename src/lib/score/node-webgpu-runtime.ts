// The reference model on a GPU in Node: onnxruntime-node carries a native WebGPU backend (Dawn).
import { AppError } from '../core/error/app-error.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { onnxRuntime } from './onnx-runtime.ts';

/** Its sessions throw AppError `score/no-webgpu` where there is no adapter. */
export async function createNodeWebGpuRuntime(): Promise<ModelRuntime> {
  const onnx = await import('onnxruntime-node');
  return onnxRuntime(onnx, { backend: 'webgpu', threads: 1, executionProviders: ['webgpu'], explain });
}

function explain(thrown: unknown): AppError {
  const reason = String(thrown);
  if (!/adapter|not supported|unsupported|backend/i.test(reason)) return AppError.from(thrown, 'score/runtime-failed');
  return new AppError('score/no-webgpu', 'This machine offers no GPU that WebGPU can use.', {
    hints: [
      'Use --backend native or --backend wasm.',
      'On Linux, WebGPU needs a Vulkan driver (libvulkan1 and the GPU vendor’s).'
    ],
    details: { reason },
    cause: thrown
  });
}
