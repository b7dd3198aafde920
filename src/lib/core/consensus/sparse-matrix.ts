// The sparse matrix operations of a consensus epoch, in the order and rounding of subtensor `epoch/math.rs`.
// Rows are typed arrays: an epoch makes tens of thousands of values, and boxed numbers would cost more than the sums.
import { divide, multiply, type Fixed } from './fixed-point.ts';

/** One row: column uids and their values, aligned. */
export interface SparseRow {
  uids: ArrayLike<number>;
  values: ArrayLike<Fixed>;
}

/** Row i belongs to uid i. */
export type SparseMatrix = SparseRow[];

export const emptyRow = (): SparseRow => ({ uids: new Uint16Array(), values: new Float64Array() });

/** Collects at most `capacity` entries of a row. */
class RowBuilder {
  private readonly uids: Uint16Array;
  private readonly values: Float64Array;
  private length = 0;

  constructor(capacity: number) {
    this.uids = new Uint16Array(capacity);
    this.values = new Float64Array(capacity);
  }

  add(uid: number, value: Fixed): void {
    this.uids[this.length] = uid;
    this.values[this.length++] = value;
  }

  finish(): SparseRow {
    return { uids: this.uids.subarray(0, this.length), values: this.values.subarray(0, this.length) };
  }
}

/** Keeps the entries for which `keep(row, column)` holds. */
export function filterEntries(matrix: SparseMatrix, keep: (row: number, column: number) => boolean): SparseMatrix {
  return matrix.map(({ uids, values }, row) => {
    const kept = new RowBuilder(uids.length);
    for (let k = 0; k < uids.length; k++) if (keep(row, uids[k]!)) kept.add(uids[k]!, values[k]!);
    return kept.finish();
  });
}

/** New values at the same places. */
export function mapValues(
  matrix: SparseMatrix,
  map: (value: Fixed, row: number, column: number) => Fixed
): SparseMatrix {
  return matrix.map(({ uids, values }, row) => {
    const mapped = new Float64Array(uids.length);
    for (let k = 0; k < mapped.length; k++) mapped[k] = map(values[k]!, row, uids[k]!);
    return { uids, values: mapped };
  });
}

/** Divides each row by its sum; rows that sum to 0 stay. */
export function normalizeRows(matrix: SparseMatrix): SparseMatrix {
  const sums = rowSums(matrix);
  return mapValues(matrix, (value, row) => (sums[row]! > 0 ? divide(value, sums[row]!) : value));
}

/** Divides each of the `columns` columns by its sum; columns that sum to 0 stay. */
export function normalizeColumns(matrix: SparseMatrix, columns: number): SparseMatrix {
  const sums = new Float64Array(columns);
  for (const { uids, values } of matrix) for (let k = 0; k < uids.length; k++) sums[uids[k]!]! += values[k]!;
  return mapValues(matrix, (value, _row, column) => (sums[column] ? divide(value, sums[column]) : value));
}

/** Divides each column by its largest value, so that the largest becomes 1. */
export function upscaleColumns(matrix: SparseMatrix, columns: number): SparseMatrix {
  const largest = new Float64Array(columns);
  for (const { uids, values } of matrix)
    for (let k = 0; k < uids.length; k++) if (values[k]! > largest[uids[k]!]!) largest[uids[k]!] = values[k]!;
  return mapValues(matrix, (value, _row, column) => (largest[column] ? divide(value, largest[column]) : value));
}

export function rowSums(matrix: SparseMatrix): Fixed[] {
  return matrix.map(({ values }) => {
    let total = 0;
    for (let k = 0; k < values.length; k++) total += values[k]!;
    return total;
  });
}

/** Every row times its entry of `vector`. */
export const scaleRows = (matrix: SparseMatrix, vector: readonly Fixed[]): SparseMatrix =>
  mapValues(matrix, (value, row) => multiply(value, vector[row]!));

/** result_j = sum over rows i of vector_i * matrix_ij. */
export function sumOverRows(matrix: SparseMatrix, vector: readonly Fixed[], columns: number): Fixed[] {
  const result = new Float64Array(columns);
  matrix.forEach(({ uids, values }, row) => {
    for (let k = 0; k < uids.length; k++) result[uids[k]!]! += multiply(vector[row]!, values[k]!);
  });
  return [...result];
}

/** result_i = sum over columns j of vector_j * matrix_ij. */
export function sumOverColumns(matrix: SparseMatrix, vector: readonly Fixed[]): Fixed[] {
  return matrix.map(({ uids, values }) => {
    let total = 0;
    for (let k = 0; k < uids.length; k++) total += multiply(vector[uids[k]!] ?? 0, values[k]!);
    return total;
  });
}

/** min(value, threshold of its column); entries clipped to 0 are dropped. */
export function clipColumns(matrix: SparseMatrix, thresholds: readonly Fixed[]): SparseMatrix {
  return matrix.map(({ uids, values }) => {
    const clipped = new RowBuilder(uids.length);
    for (let k = 0; k < uids.length; k++) {
      const threshold = thresholds[uids[k]!] ?? 0;
      if (threshold >= values[k]!) clipped.add(uids[k]!, values[k]!);
      else if (threshold > 0) clipped.add(uids[k]!, threshold);
    }
    return clipped.finish();
  });
}

/** Row i of the result: combine(a_ij, b_ij) for every column, of which only positive values are kept. */
export function combineRows(
  a: SparseMatrix,
  b: SparseMatrix,
  columns: number,
  combine: (a: Fixed, b: Fixed) => Fixed
): SparseMatrix {
  const left = new Float64Array(columns);
  const right = new Float64Array(columns);
  return a.map((row, i) => {
    const other = b[i] ?? emptyRow();
    if (row.uids.length + other.uids.length === 0) return row;
    scatter(row, left);
    scatter(other, right);
    const combined = new RowBuilder(columns);
    for (let column = 0; column < columns; column++) {
      if (left[column] === 0 && right[column] === 0) continue;
      const value = combine(left[column]!, right[column]!);
      if (value > 0) combined.add(column, value);
    }
    return combined.finish();
  });
}

function scatter({ uids, values }: SparseRow, dense: Float64Array): void {
  dense.fill(0);
  for (let k = 0; k < uids.length; k++) dense[uids[k]!] = values[k]!;
}
