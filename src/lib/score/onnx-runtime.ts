// Adapts an onnxruntime package (web or node: both speak onnxruntime-common) to the ModelRuntime of the core.
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import { AppError } from '../core/error/app-error.ts';
import type { ModelRuntime, ModelSession, ModelTensor, TensorData } from '../core/model/model-runtime.ts';
import type { Backend } from '../core/model/backend.ts';

/** The part of `onnxruntime-web` and `onnxruntime-node` that we use. */
export interface OnnxPackage {
  Tensor: TensorConstructor;
  InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
}

export interface OnnxRuntimeOptions {
  backend: Backend;
  threads: number;
  executionProviders: InferenceSession.ExecutionProviderConfig[];
  /** Entries of onnxruntime's session configuration, by their key after `session.`. */
  sessionConfig?: Record<string, string>;
  /** Leave outputs that feed the next run in GPU buffers. */
  keepOutputsOnGpu?: boolean;
  /** Turns what the package throws into our own error. */
  explain?: (thrown: unknown) => AppError;
  /** Resolves when the device is gone: a run that waits for it would wait for ever. */
  lost?: Promise<AppError>;
}

const LOSS_TOLD_WITHIN_MS = 200;

/** Waits for work unless the device is lost first. */
type OrLost = <T>(work: Promise<T>) => Promise<T>;

class OnnxTensor implements ModelTensor {
  readonly tensor: Tensor;
  readonly #orLost: OrLost;

  constructor(tensor: Tensor, orLost: OrLost) {
    this.tensor = tensor;
    this.#orLost = orLost;
  }

  async read(): Promise<TensorData> {
    return (await this.#orLost(this.tensor.getData())) as TensorData;
  }

  dispose(): void {
    this.tensor.dispose();
  }
}

export function onnxRuntime(onnx: OnnxPackage, options: OnnxRuntimeOptions): ModelRuntime {
  const failure = options.lost?.then((error) => Promise.reject(error));
  failure?.catch(() => undefined);
  const orLost = <T>(work: Promise<T>): Promise<T> => (failure ? Promise.race([work, failure]) : work);
  const explain = options.explain ?? ((thrown: unknown) => AppError.from(thrown, 'score/runtime-failed'));
  return {
    backend: options.backend,
    threads: options.threads,
    tensor: (data, shape) => new OnnxTensor(makeTensor(onnx, data, shape), orLost),
    async createSession(modelBytes, keepOnDevice = [], files = []) {
      const preferredOutputLocation = Object.fromEntries(keepOnDevice.map((name) => [name, 'gpu-buffer' as const]));
      try {
        const session = await onnx.InferenceSession.create(modelBytes, {
          executionProviders: options.executionProviders,
          intraOpNumThreads: options.threads,
          graphOptimizationLevel: 'all',
          logSeverityLevel: 3,
          ...(files.length > 0 && { externalData: [...files] }),
          ...(options.sessionConfig ? { extra: { session: options.sessionConfig } } : {}),
          ...(options.keepOutputsOnGpu && keepOnDevice.length > 0 ? { preferredOutputLocation } : {})
        });
        return modelSession(session, explain, orLost);
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

function modelSession(session: InferenceSession, explain: (thrown: unknown) => AppError, orLost: OrLost): ModelSession {
  return {
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, tensor]) => [name, (tensor as OnnxTensor).tensor])
      );
      try {
        const outputs = await orLost(session.run(feeds));
        return Object.fromEntries(
          Object.entries(outputs).map(([name, tensor]) => [name, new OnnxTensor(tensor as Tensor, orLost)])
        );
      } catch (thrown) {
        // A run on a lost device may fail before the loss is reported.
        await orLost(new Promise((resolve) => setTimeout(resolve, LOSS_TOLD_WITHIN_MS)));
        throw explain(thrown);
      }
    },
    dispose: () => session.release()
  };
}
