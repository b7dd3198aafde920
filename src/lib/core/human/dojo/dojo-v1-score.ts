// The labeler score that Dojo v1 published (tensorplex-labs/dojo), for comparison only: it pays those who do not look. docs/human.md
// has its figures beside ours.

/** Its ground truth of four outputs, best first: evenly spaced levels from 1 to 0. */
export const dojoTruth = (outputs: number): number[] =>
  Array.from({ length: outputs }, (_, level) => (outputs - 1 - level) / (outputs - 1));

/**
 * Shares of one task's reward. Per miner: scores scaled to [0, 1] (equal scores to ones), cosine to the truth, (c + 1) / 2; over the
 * miners: divided by their sum, 0.006 (x - 7)³ + 2, scaled to [0, 1], divided by their sum. Zeros where all earn alike.
 * @param scores by miner, one of each output; @param truth one of each output
 */
export function dojoV1Shares(scores: readonly (readonly number[])[], truth: readonly number[]): number[] {
  const points = dojoV1Points(scores, truth);
  const whole = points.reduce((sum, value) => sum + value, 0);
  return points.map((value) => (whole === 0 ? 0 : value / whole));
}

/** Its points before the last division: 1 for the best of the panel, 0 for the worst. */
export function dojoV1Points(scores: readonly (readonly number[])[], truth: readonly number[]): number[] {
  const likeness = scores.map((given) => (cosine(scaledToOne(given, 1), truth) + 1) / 2);
  const whole = likeness.reduce((sum, value) => sum + value, 0);
  return scaledToOne(
    likeness.map((value) => {
      const x = value / whole - 7;
      return 0.006 * x * x * x + 2;
    }),
    0
  );
}

/** @param whenEqual what all become where they are equal */
function scaledToOne(values: readonly number[], whenEqual: number): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (most === least ? whenEqual : (value - least) / (most - least)));
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let [product, squareA, squareB] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    product += value * b[at]!;
    squareA += value * value;
    squareB += b[at]! * b[at]!;
  }
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}
