// The middle of numbers, and how far they lie from it, untouched by outliers.

/** The middle value, or the mean of the middle two; null of none. */
export function median(values: Iterable<number>): number | null {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return null;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Standard deviations in a median absolute deviation of normal numbers. */
const DEVIATION_OF_MEDIAN = 1.4826;

/** The standard deviation, by the median absolute deviation; 0 where half of the values are equal, and of none. */
export function medianDeviation(values: readonly number[]): number {
  const middle = median(values);
  if (middle === null) return 0;
  return DEVIATION_OF_MEDIAN * median(values.map((value) => Math.abs(value - middle)))!;
}
