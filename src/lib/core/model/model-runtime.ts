// What the measure needs of something that executes ONNX graphs; src/lib/score has the implementations.
import type { OnnxFile } from '../graph/onnx-model.ts';
import type { Backend } from './backend.ts';

export type TensorData = Float32Array | Float64Array | Int32Array;

/** A tensor that may live on a device. */
export interface ModelTensor {
  /** Copies the numbers out; waits for the device. */
  read(): Promise<TensorData>;
  dispose(): void;
}

export interface ModelSession {
  run(inputs: Readonly<Record<string, ModelTensor>>): Promise<Record<string, ModelTensor>>;
  dispose(): Promise<void>;
}

export interface ModelRuntime {
  readonly backend: Backend;
  readonly threads: number;
  tensor(data: TensorData, shape: readonly number[]): ModelTensor;
  /**
   * @param keepOnDevice names of outputs that are fed to the next run and need not be copied out
   * @param files what stands beside the model (`Graph.toParts`)
   */
  createSession(
    modelBytes: Uint8Array,
    keepOnDevice?: readonly string[],
    files?: readonly OnnxFile[]
  ): Promise<ModelSession>;
}
