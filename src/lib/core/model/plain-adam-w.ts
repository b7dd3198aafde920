// The loops of `host-adam-w.ts` in TypeScript, bit for bit those of wasm/assembly/adam-w.ts: every result is rounded to 32 bits.

/** Decay and share of the mean, decay and share of the square, its correction, epsilon, size of the step, share kept. */
export type AdamWNumbers = [number, number, number, number, number, number, number, number];

/** The vectors of a training, [parameters] each and at 0, and the loops over them. */
export interface AdamWLoops {
  /** To be filled in before a step. */
  readonly gradient: Float32Array;
  readonly parameters: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
  /** Of the gradient. */
  sumOfSquares(): number;
  update(numbers: AdamWNumbers): void;
}

const { fround, sqrt } = Math;

export class PlainAdamW implements AdamWLoops {
  readonly gradient: Float32Array;
  readonly parameters: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;

  constructor(count: number) {
    this.gradient = new Float32Array(count);
    this.parameters = new Float32Array(count);
    this.mean = new Float32Array(count);
    this.square = new Float32Array(count);
  }

  sumOfSquares(): number {
    const sums = [0, 0, 0, 0];
    this.gradient.forEach((slope, index) => (sums[index % 4]! += slope * slope));
    return sums[0]! + sums[1]! + (sums[2]! + sums[3]!);
  }

  update(numbers: AdamWNumbers): void {
    const { gradient, parameters, mean, square } = this;
    const [meanDecay, meanShare, squareDecay, squareShare, correction, epsilon, stepSize, keep] = numbers.map(fround);
    for (let index = 0; index < gradient.length; index++) {
      const slope = gradient[index]!;
      const nextMean = fround(fround(mean[index]! * meanDecay!) + fround(slope * meanShare!));
      const nextSquare = fround(fround(square[index]! * squareDecay!) + fround(fround(slope * slope) * squareShare!));
      const deviation = fround(fround(sqrt(fround(nextSquare * correction!))) + epsilon!);
      const change = fround(fround(nextMean * stepSize!) / deviation);
      mean[index] = nextMean;
      square[index] = nextSquare;
      parameters[index] = fround(fround(parameters[index]! * keep!) - change);
    }
  }
}
