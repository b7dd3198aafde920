// The 95 % interval of a byte-weighted mean over benchmark rows and seeds: ratio estimator for the rows (Cochran 1977,
// ch. 6), spread of the seeds' means for the seeds, degrees of freedom after Satterthwaite (1946).
import { AppError } from '../error/app-error.ts';
import type { Measure } from './lift-evidence.ts';

/** 97.5 % points of Student's t by degrees of freedom; between them, linear in 1 / degrees. */
const STUDENT_T: readonly (readonly [degrees: number, point: number])[] = [
  [1, 12.7062],
  [2, 4.30265],
  [3, 3.18245],
  [4, 2.77645],
  [5, 2.57058],
  [6, 2.44691],
  [8, 2.306],
  [10, 2.22814],
  [15, 2.13145],
  [20, 2.08596],
  [30, 2.04227],
  [60, 2.0003],
  [120, 1.97993],
  [Infinity, 1.95996]
];

/**
 * @param bits per seed and row: total bits of the row (gained, say), each array as long as `bytes`
 * @param bytes per row; the mean is total bits over total bytes
 * Throws AppError `score/benchmark-too-small` below two rows or without bytes, `score/non-finite`.
 */
export function pairedMeasure(bits: readonly Float64Array[], bytes: Float64Array): Measure {
  const totalBytes = sum(bytes);
  if (bytes.length < 2 || totalBytes === 0) {
    throw new AppError('score/benchmark-too-small', 'The benchmark needs at least two rows with an output.', {
      hints: ['Add rows to the benchmark: an interval needs more than one.'],
      details: { rows: bytes.length, bytes: totalBytes }
    });
  }
  const rowMeans = bytes.map((_, row) => sum(bits.map((seedBits) => seedBits[row]!)) / bits.length);
  const mean = sum(rowMeans) / totalBytes;
  const rows = bytes.length;
  const rowVariance =
    (rows / (rows - 1)) * (sum(rowMeans.map((value, row) => square(value - mean * bytes[row]!))) / square(totalBytes));
  const seedMeans = bits.map((seedBits) => sum(seedBits) / totalBytes);
  const seedVariance =
    bits.length < 2 ? 0 : sum(seedMeans.map((value) => square(value - mean))) / (bits.length - 1) / bits.length;
  const variance = rowVariance + seedVariance;
  if (!Number.isFinite(mean) || !Number.isFinite(variance)) {
    throw new AppError('score/non-finite', 'A measured quantity is no number.', {
      details: { mean: String(mean), variance: String(variance) }
    });
  }
  const halfWidth = studentT(degreesOfFreedom(rowVariance, rows, seedVariance, bits.length)) * Math.sqrt(variance);
  return { bitsPerByte: mean, ci95: [mean - halfWidth, mean + halfWidth] };
}

function degreesOfFreedom(rowVariance: number, rows: number, seedVariance: number, seeds: number): number {
  const denominator = square(rowVariance) / (rows - 1) + (seeds < 2 ? 0 : square(seedVariance) / (seeds - 1));
  return denominator === 0 ? Infinity : Math.max(1, square(rowVariance + seedVariance) / denominator);
}

export function studentT(degrees: number): number {
  const above = STUDENT_T.findIndex(([known]) => known >= degrees);
  const [upperDegrees, upperPoint] = STUDENT_T[above]!;
  if (upperDegrees === degrees || above === 0) return upperPoint;
  const [lowerDegrees, lowerPoint] = STUDENT_T[above - 1]!;
  const share = (1 / degrees - 1 / upperDegrees) / (1 / lowerDegrees - 1 / upperDegrees);
  return upperPoint + share * (lowerPoint - upperPoint);
}

const square = (value: number): number => value * value;
const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
