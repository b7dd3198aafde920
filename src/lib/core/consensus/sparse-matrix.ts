// The sparse matrix operations of a consensus epoch, in the order and rounding of subtensor `epoch/math.rs`.
// All entries lie in two typed arrays, row after row: an epoch makes hundreds of thousands of values.
import { divide, multiply, type Fixed } from './fixed-point.ts';

/** One row as it is stored: column uids and their values, aligned. */
export interface SparseRow {
  uids: ArrayLike<number>;
  values: ArrayLike<number>;
}

/** Square; row i belongs to uid i. Entries keep the order in which they were stored. */
export interface SparseMatrix {
  /** Number of rows, and of columns. */
  n: number;
  /** Row i holds the entries from `starts[i]` to before `starts[i + 1]`. */
  starts: Uint32Array;
  columns: Uint16Array;
  values: Float64Array;
}

/** Collects entries row by row. */
class MatrixBuilder {
  private readonly n: number;
  private readonly starts: Uint32Array;
  private readonly columns: Uint16Array;
  private readonly values: Float64Array;
  private row = 0;
  private length = 0;

  constructor(n: number, capacity: number) {
    this.n = n;
    this.starts = new Uint32Array(n + 1);
    this.columns = new Uint16Array(capacity);
    this.values = new Float64Array(capacity);
  }

  add(column: number, value: Fixed): void {
    this.columns[this.length] = column;
    this.values[this.length++] = value;
  }

  endRow(): void {
    this.starts[++this.row] = this.length;
  }

  finish(): SparseMatrix {
    return {
      n: this.n,
      starts: this.starts,
      columns: this.columns.subarray(0, this.length),
      values: this.values.subarray(0, this.length)
    };
  }
}

/** The entries of stored rows for which `keep(row, column)` holds; columns from `rows.length` on are no neuron's. */
export function collectEntries(
  rows: readonly SparseRow[],
  keep: (row: number, column: number) => boolean
): SparseMatrix {
  const n = rows.length;
  let capacity = 0;
  for (const { uids } of rows) capacity += uids.length;
  const builder = new MatrixBuilder(n, capacity);
  for (let row = 0; row < n; row++) {
    const { uids, values } = rows[row]!;
    for (let k = 0; k < uids.length; k++) {
      const column = uids[k]!;
      if (column < n && keep(row, column)) builder.add(column, values[k]!);
    }
    builder.endRow();
  }
  return builder.finish();
}

/** The same places with values of their own. */
export const copyOf = (matrix: SparseMatrix): SparseMatrix => ({ ...matrix, values: matrix.values.slice() });

/** In place: divides each row by its sum; rows that sum to 0 stay. */
export function normalizeRows({ n, starts, values }: SparseMatrix): void {
  for (let row = 0; row < n; row++) {
    let total = 0;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) total += values[k]!;
    if (total > 0) for (let k = starts[row]!; k < starts[row + 1]!; k++) values[k] = divide(values[k]!, total);
  }
}

/** In place: divides each column by its sum; columns that sum to 0 stay. */
export function normalizeColumns(matrix: SparseMatrix): void {
  const sums = new Float64Array(matrix.n);
  const { columns, values } = matrix;
  for (let k = 0; k < values.length; k++) sums[columns[k]!]! += values[k]!;
  divideColumns(matrix, sums);
}

/** In place: divides each column by its largest value, so that the largest becomes 1. */
export function upscaleColumns(matrix: SparseMatrix): void {
  const largest = new Float64Array(matrix.n);
  const { columns, values } = matrix;
  for (let k = 0; k < values.length; k++) if (values[k]! > largest[columns[k]!]!) largest[columns[k]!] = values[k]!;
  divideColumns(matrix, largest);
}

function divideColumns({ columns, values }: SparseMatrix, divisors: Float64Array): void {
  for (let k = 0; k < values.length; k++) {
    const divisor = divisors[columns[k]!]!;
    if (divisor !== 0) values[k] = divide(values[k]!, divisor);
  }
}

export function rowSums({ n, starts, values }: SparseMatrix): Float64Array {
  const sums = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    let total = 0;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) total += values[k]!;
    sums[row] = total;
  }
  return sums;
}

/** Every row times its entry of `vector`. */
export function scaleRows(matrix: SparseMatrix, vector: Float64Array): SparseMatrix {
  const scaled = copyOf(matrix);
  const { n, starts, values } = scaled;
  for (let row = 0; row < n; row++)
    for (let k = starts[row]!; k < starts[row + 1]!; k++) values[k] = multiply(values[k]!, vector[row]!);
  return scaled;
}

/** result_j = sum over rows i of vector_i * matrix_ij. */
export function sumOverRows({ n, starts, columns, values }: SparseMatrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(n);
  for (let row = 0; row < n; row++)
    for (let k = starts[row]!; k < starts[row + 1]!; k++) result[columns[k]!]! += multiply(vector[row]!, values[k]!);
  return result;
}

/** result_i = sum over columns j of vector_j * matrix_ij. */
export function sumOverColumns({ n, starts, columns, values }: SparseMatrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    let total = 0;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) total += multiply(vector[columns[k]!]!, values[k]!);
    result[row] = total;
  }
  return result;
}

/** min(value, threshold of its column); entries clipped to 0 are dropped, entries of 0 stay. */
export function clipColumns(matrix: SparseMatrix, thresholds: Float64Array): SparseMatrix {
  const { n, starts, columns, values } = matrix;
  const clipped = new MatrixBuilder(n, values.length);
  for (let row = 0; row < n; row++) {
    for (let k = starts[row]!; k < starts[row + 1]!; k++) {
      const threshold = thresholds[columns[k]!]!;
      if (threshold >= values[k]!) clipped.add(columns[k]!, values[k]!);
      else if (threshold > 0) clipped.add(columns[k]!, threshold);
    }
    clipped.endRow();
  }
  return clipped.finish();
}

/** Row i of the result: combine(a_ij, b_ij) for every column of either, ascending; only positive values are kept. */
export function combineRows(a: SparseMatrix, b: SparseMatrix, combine: (a: Fixed, b: Fixed) => Fixed): SparseMatrix {
  const { n } = a;
  const left = new Float64Array(n);
  const right = new Float64Array(n);
  const combined = new MatrixBuilder(n, a.values.length + b.values.length);
  for (let row = 0; row < n; row++) {
    const isEmpty = a.starts[row] === a.starts[row + 1] && b.starts[row] === b.starts[row + 1];
    if (!isEmpty) {
      scatterRow(a, row, left);
      scatterRow(b, row, right);
      for (let column = 0; column < n; column++) {
        if (left[column] === 0 && right[column] === 0) continue;
        const value = combine(left[column]!, right[column]!);
        if (value > 0) combined.add(column, value);
      }
    }
    combined.endRow();
  }
  return combined.finish();
}

/** One row with a value for every column, 0 where it has none. */
export function scatterRow({ starts, columns, values }: SparseMatrix, row: number, dense: Float64Array): void {
  dense.fill(0);
  for (let k = starts[row]!; k < starts[row + 1]!; k++) dense[columns[k]!] = values[k]!;
}

/** Row i as it is stored, its values mapped to u16. */
export function storedRow(
  { starts, columns, values }: SparseMatrix,
  row: number,
  map: (value: Fixed) => number
): SparseRow {
  const from = starts[row]!;
  const to = starts[row + 1]!;
  const stored = new Uint16Array(to - from);
  for (let k = from; k < to; k++) stored[k - from] = map(values[k]!);
  return { uids: columns.slice(from, to), values: stored };
}
