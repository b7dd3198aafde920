// Spearman's rank correlation with ties: Pearson's on mean ranks (Kendall & Gibbons 1990, ch. 3).

/** In [-1, 1]; NaN when one side has no spread. */
export function rankCorrelation(left: readonly number[], right: readonly number[]): number {
  return pearson(meanRanks(left), meanRanks(right));
}

function meanRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

function pearson(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [leftMean, rightMean] = [mean(left), mean(right)];
  let [product, leftSquare, rightSquare] = [0, 0, 0];
  left.forEach((value, index) => {
    const [a, b] = [value - leftMean, right[index]! - rightMean];
    product += a * b;
    leftSquare += a * a;
    rightSquare += b * b;
  });
  return product / Math.sqrt(leftSquare * rightSquare);
}
