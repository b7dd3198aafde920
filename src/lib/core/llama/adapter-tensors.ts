// The flat vector of adapters as the tensors that the graphs take.
import { elementCount } from '../graph/graph.ts';
import type { ModelRuntime, ModelTensor } from '../model/model-runtime.ts';
import type { AdapterPart } from './lora-adapters.ts';

/** Each half by its name, in place; for the caller to dispose of. */
export function adapterTensors(
  runtime: ModelRuntime,
  parts: readonly AdapterPart[],
  vector: Float32Array
): Record<string, ModelTensor> {
  let from = 0;
  return Object.fromEntries(
    parts.map(({ name, shape }) => {
      const part = vector.subarray(from, (from += elementCount(shape)));
      return [name, runtime.tensor(part, shape)];
    })
  );
}
