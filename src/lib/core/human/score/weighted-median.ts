// The median of weighted numbers.

/**
 * The value with half of the weight below and half above it; the mean of two where a half ends exactly between them. Null where
 * nothing has weight.
 */
export function weightedMedian(values: readonly number[], weights: readonly number[]): number | null {
  const order = [...values.keys()].filter((at) => weights[at]! > 0).sort((a, b) => values[a]! - values[b]! || a - b);
  const half = order.reduce((sum, at) => sum + weights[at]!, 0) / 2;
  let below = 0;
  for (const [index, at] of order.entries()) {
    below += weights[at]!;
    if (below > half) return values[at]!;
    if (below === half) return (values[at]! + values[order[index + 1] ?? at]!) / 2;
  }
  return null;
}
