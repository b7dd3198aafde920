// AdamW with global-norm clipping on the host, in place: the same formula as `adam-w.ts` has in the graph. One loop over the
// parameters costs a third of the graph's passes. Products, quotients and square roots only: the same bits in every engine.
import type { AdamWSettings } from './adam-w.ts';

/** Vectors of [parameters]; all but `gradient` are changed. */
export interface HostAdamWState {
  parameters: Float32Array;
  mean: Float32Array;
  square: Float32Array;
}

export interface HostAdamWStep {
  learningRate: number;
  /** 1 / (1 - beta^t), the correction of the running means' start at 0. */
  meanCorrection: number;
  squareCorrection: number;
}

export function hostAdamW(
  { parameters, mean, square }: HostAdamWState,
  gradient: Float32Array,
  { learningRate, meanCorrection, squareCorrection }: HostAdamWStep,
  { beta1, beta2, epsilon, weightDecay, clipNorm }: AdamWSettings
): void {
  const clip = Math.min(1, clipNorm / (Math.sqrt(sumOfSquares(gradient)) + 1e-6));
  const meanShare = (1 - beta1) * clip;
  const squareShare = (1 - beta2) * clip * clip;
  const stepSize = learningRate * meanCorrection;
  const keep = 1 - learningRate * weightDecay;
  for (let index = 0; index < gradient.length; index++) {
    const slope = gradient[index]!;
    const nextMean = beta1 * mean[index]! + meanShare * slope;
    const nextSquare = beta2 * square[index]! + squareShare * slope * slope;
    mean[index] = nextMean;
    square[index] = nextSquare;
    parameters[index] =
      keep * parameters[index]! - (stepSize * nextMean) / (Math.sqrt(nextSquare * squareCorrection) + epsilon);
  }
}

/** In four running sums: an addition waits for the one before it. */
function sumOfSquares(vector: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let index = 0;
  for (; index + 4 <= vector.length; index += 4) {
    a += vector[index]! * vector[index]!;
    b += vector[index + 1]! * vector[index + 1]!;
    c += vector[index + 2]! * vector[index + 2]!;
    d += vector[index + 3]! * vector[index + 3]!;
  }
  for (; index < vector.length; index++) a += vector[index]! * vector[index]!;
  return a + b + (c + d);
}
