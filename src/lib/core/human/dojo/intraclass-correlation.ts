// Intraclass correlations of Shrout & Fleiss (Psychological Bulletin 86, 1979): agreement of judges who each rate every target.

export interface IntraclassCorrelations {
  /** ICC(1,1), ICC(2,1), ICC(3,1): of one judge. */
  single: [number, number, number];
  /** ICC(1,k), ICC(2,k), ICC(3,k): of the mean of all judges. */
  mean: [number, number, number];
}

/** @param ratings by target, one of each judge; at least two of both. NaN where nothing varies. */
export function intraclassCorrelations(ratings: readonly (readonly number[])[]): IntraclassCorrelations {
  const n = ratings.length;
  const k = ratings[0]!.length;
  const grand = sum(ratings.flat()) / (n * k);
  const targets = sum(ratings.map((row) => square(sum(row) / k - grand))) * k;
  const judges =
    sum(Array.from({ length: k }, (_, judge) => square(sum(ratings.map((row) => row[judge]!)) / n - grand))) * n;
  const whole = sum(ratings.flat().map((value) => square(value - grand)));
  const between = targets / (n - 1);
  const within = (whole - targets) / (n * (k - 1));
  const judge = judges / (k - 1);
  const rest = (whole - targets - judges) / ((n - 1) * (k - 1));
  return {
    single: [
      (between - within) / (between + (k - 1) * within),
      (between - rest) / (between + (k - 1) * rest + (k * (judge - rest)) / n),
      (between - rest) / (between + (k - 1) * rest)
    ],
    mean: [(between - within) / between, (between - rest) / (between + (judge - rest) / n), (between - rest) / between]
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const square = (value: number): number => value * value;
