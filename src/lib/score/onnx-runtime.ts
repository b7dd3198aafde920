// Adapts an onnxruntime package (web or node: both speak onnxruntime-common) to the ModelRuntime of the core.
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import { AppError } from '../core/error/app-error.ts';
import type { ModelRuntime, ModelSession, ModelTensor, TensorData } from '../core/lift/model-runtime.ts';
import type { Backend } from '../core/report/score-report.ts';

/** The part of `onnxruntime-web` and `onnxruntime-node` that we use. */
export interface OnnxPackage {
  Tensor: TensorConstructor;
  InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
}

export interface OnnxRuntimeOptions {
  backend: Backend;
  threads: number;
  executionProviders: InferenceSession.ExecutionProviderConfig[];
  /** Leave outputs that feed the next run in GPU buffers. */
  keepOutputsOnGpu?: boolean;
  /** Turns what the package throws into our own error (a lost device, say). */
  explain?: (thrown: unknown) => AppError;
}

class OnnxTensor implements ModelTensor {
  readonly tensor: Tensor;

  constructor(tensor: Tensor) {
    this.tensor = tensor;
  }

  async read(): Promise<TensorData> {
    return (await this.tensor.getData()) as TensorData;
  }

  dispose(): void {
    this.tensor.dispose();
  }
}

export function onnxRuntime(onnx: OnnxPackage, options: OnnxRuntimeOptions): ModelRuntime {
  const explain = options.explain ?? ((thrown: unknown) => AppError.from(thrown, 'score/runtime-failed'));
  return {
    backend: options.backend,
    threads: options.threads,
    tensor: (data, shape) => new OnnxTensor(makeTensor(onnx, data, shape)),
    async createSession(modelBytes, keepOnDevice = []) {
      const preferredOutputLocation = Object.fromEntries(keepOnDevice.map((name) => [name, 'gpu-buffer' as const]));
      try {
        const session = await onnx.InferenceSession.create(modelBytes, {
          executionProviders: options.executionProviders,
          intraOpNumThreads: options.threads,
          graphOptimizationLevel: 'all',
          logSeverityLevel: 3,
          ...(options.keepOutputsOnGpu && keepOnDevice.length > 0 ? { preferredOutputLocation } : {})
        });
        return modelSession(session, explain);
      } catch (thrown) {
        throw explain(thrown);
      }
    }
  };
}

function makeTensor(onnx: OnnxPackage, data: TensorData, shape: readonly number[]): Tensor {
  if (data instanceof Float32Array) return new onnx.Tensor('float32', data, shape);
  if (data instanceof Float64Array) return new onnx.Tensor('float64', data, shape);
  return new onnx.Tensor('int32', data, shape);
}

function modelSession(session: InferenceSession, explain: (thrown: unknown) => AppError): ModelSession {
  return {
    async run(inputs) {
      const feeds = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, (tensor as OnnxTensor).tensor]));
      try {
        const outputs = await session.run(feeds);
        return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, new OnnxTensor(tensor as Tensor)]));
      } catch (thrown) {
        throw explain(thrown);
      }
    },
    dispose: () => session.release()
  };
}
