// AdamW with global-norm clipping on the host: the same formula as `adam-w.ts` has in the graph, where its fourteen passes over
// the parameters cost ten times as much. Products, quotients and square roots only: the same bits in every engine.
import { type AdamWLoops, type AdamWNumbers, PlainAdamW } from './plain-adam-w.ts';
import { KERNEL_BASE64 } from '../../../../wasm/adam-w-kernel.ts';
import { loadKernel } from '../load-kernel.ts';
import type { AdamWSettings } from './adam-w.ts';

export interface HostAdamWStep {
  learningRate: number;
  /** 1 / (1 - beta^t), the correction of the running means' start at 0. */
  meanCorrection: number;
  squareCorrection: number;
}

/** Vectors of their own for one training: in a kernel's memory where the engine can, else plain. */
export function createAdamWLoops(count: number): AdamWLoops {
  const kernel = loadKernel<Kernel>(KERNEL_BASE64);
  return kernel === null ? new PlainAdamW(count) : new CompiledAdamW(kernel, count);
}

/** Changes parameters, mean and square by one step along the gradient. */
export function hostAdamW(
  loops: AdamWLoops,
  { learningRate, meanCorrection, squareCorrection }: HostAdamWStep,
  { beta1, beta2, epsilon, weightDecay, clipNorm }: AdamWSettings
): void {
  const clip = Math.min(1, clipNorm / (Math.sqrt(loops.sumOfSquares()) + 1e-6));
  loops.update([
    beta1,
    (1 - beta1) * clip,
    beta2,
    (1 - beta2) * clip * clip,
    squareCorrection,
    epsilon,
    learningRate * meanCorrection,
    1 - learningRate * weightDecay
  ]);
}

interface Kernel {
  gradientAt(): number;
  reserve(count: number): void;
  sumOfSquares(): number;
  update(...numbers: AdamWNumbers): void;
}

/** Floats that the kernel takes at a time. */
const LANES = 4;

class CompiledAdamW implements AdamWLoops {
  readonly gradient: Float32Array;
  readonly parameters: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel & { memory: WebAssembly.Memory }, count: number) {
    const padded = Math.ceil(count / LANES) * LANES;
    kernel.reserve(padded);
    const vector = (place: number) =>
      new Float32Array(
        kernel.memory.buffer,
        kernel.gradientAt() + place * padded * Float32Array.BYTES_PER_ELEMENT,
        count
      );
    this.gradient = vector(0);
    this.parameters = vector(1);
    this.mean = vector(2);
    this.square = vector(3);
    this.#kernel = kernel;
  }

  sumOfSquares(): number {
    return this.#kernel.sumOfSquares();
  }

  update(numbers: AdamWNumbers): void {
    this.#kernel.update(...numbers);
  }
}
