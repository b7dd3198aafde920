// A GGUF file as data: what it says of itself, and where its tensors lie in its bytes.
import type { TensorType } from './tensor-type.ts';

export type GgufScalar = number | boolean | string;
export type GgufValue = GgufScalar | readonly GgufScalar[];

export interface GgufTensor {
  name: string;
  /** Fastest first: a matrix product's [inputs, outputs]. */
  dimensions: readonly number[];
  type: TensorType;
  /** A view of the file. */
  bytes: Uint8Array;
}

export interface GgufFile {
  metadata: ReadonlyMap<string, GgufValue>;
  tensors: ReadonlyMap<string, GgufTensor>;
}
