// A training's vectors in the host's memory: cut into the tensors that a graph takes, and moved by the gradients it gives.
import { elementCount } from '../graph/graph.ts';
import type { AdamWSettings } from './adam-w.ts';
import { createAdamWLoops, hostAdamW, type HostAdamWStep } from './host-adam-w.ts';
import type { ModelRuntime, ModelTensor } from './model-runtime.ts';
import type { AdamWLoops } from './plain-adam-w.ts';

/** A tensor's name and shape; in the flat vectors they stand one after another. */
export interface NamedPart {
  name: string;
  shape: readonly number[];
}

export interface HostVectors {
  parameters: Float32Array;
  mean: Float32Array;
  square: Float32Array;
}

export class HostParameters {
  readonly #parts: readonly NamedPart[];
  readonly #loops: AdamWLoops;

  constructor(parts: readonly NamedPart[]) {
    this.#parts = parts;
    this.#loops = createAdamWLoops(parts.reduce((sum, { shape }) => sum + elementCount(shape), 0));
  }

  load({ parameters, mean, square }: HostVectors): void {
    this.#loops.parameters.set(parameters);
    this.#loops.mean.set(mean);
    this.#loops.square.set(square);
  }

  /** Copies. */
  read(): HostVectors {
    const { parameters, mean, square } = this.#loops;
    return { parameters: parameters.slice(), mean: mean.slice(), square: square.slice() };
  }

  /** See {@link namedTensors}; they follow the parameters. */
  tensors(runtime: ModelRuntime): Record<string, ModelTensor> {
    return namedTensors(runtime, this.#parts, this.#loops.parameters);
  }

  /**
   * Takes the gradients out of a graph's outputs; 0 for a part that has none.
   * @param nameOf a part's gradient
   * @returns the gradient of each part, in place: what is added there counts in the next step
   */
  async takeGradients(
    outputs: Readonly<Record<string, ModelTensor>>,
    nameOf: (part: string) => string
  ): Promise<Map<string, Float32Array>> {
    const gradients = new Map<string, Float32Array>();
    let from = 0;
    for (const { name, shape } of this.#parts) {
      const gradient = this.#loops.gradient.subarray(from, (from += elementCount(shape)));
      const output = outputs[nameOf(name)];
      if (output) gradient.set((await output.read()) as Float32Array);
      else gradient.fill(0);
      gradients.set(name, gradient);
    }
    return gradients;
  }

  /** One AdamW step along the gradients that were taken. */
  update(numbers: HostAdamWStep, settings: AdamWSettings): void {
    hostAdamW(this.#loops, numbers, settings);
  }
}

/** The parts of a flat vector by their names, in place; for the caller to dispose of. */
export function namedTensors(
  runtime: ModelRuntime,
  parts: readonly NamedPart[],
  vector: Float32Array
): Record<string, ModelTensor> {
  let from = 0;
  return Object.fromEntries(
    parts.map(({ name, shape }) => [name, runtime.tensor(vector.subarray(from, (from += elementCount(shape))), shape)])
  );
}
