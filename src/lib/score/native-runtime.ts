// The reference model on onnxruntime-node's native CPU kernels: fastest without a GPU, not the same bits as WASM.
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { onnxRuntime } from './onnx-runtime.ts';

/** Throws whatever the package throws where its binary does not exist for the platform. */
export async function createNativeRuntime({ threads }: { threads: number }): Promise<ModelRuntime> {
  const onnx = await import('onnxruntime-node');
  return onnxRuntime(onnx, {
    backend: 'native',
    threads,
    executionProviders: ['cpu'],
    // Every session has threads of its own: those of one must not spin while another runs.
    sessionConfig: { force_spinning_stop: '1' }
  });
}
