// The sparse matrix operations of a consensus epoch, in the order and rounding of subtensor `epoch/math.rs`.
import { divide, multiply, type Fixed } from './fixed-point.ts';

/** One row: column uids and their values, aligned. */
export interface SparseRow {
  uids: number[];
  values: Fixed[];
}

/** Row i belongs to uid i. */
export type SparseMatrix = SparseRow[];

export const emptyRow = (): SparseRow => ({ uids: [], values: [] });

/** Keeps the entries for which `keep(row, column)` holds. */
export function filterEntries(matrix: SparseMatrix, keep: (row: number, column: number) => boolean): SparseMatrix {
  return matrix.map((row, i) => {
    const kept = emptyRow();
    for (let k = 0; k < row.uids.length; k++) {
      if (!keep(i, row.uids[k]!)) continue;
      kept.uids.push(row.uids[k]!);
      kept.values.push(row.values[k]!);
    }
    return kept;
  });
}

/** New values at the same places. */
export function mapValues(
  matrix: SparseMatrix,
  map: (value: Fixed, row: number, column: number) => Fixed
): SparseMatrix {
  return matrix.map((row, i) => ({
    uids: row.uids,
    values: row.values.map((value, k) => map(value, i, row.uids[k]!))
  }));
}

/** Divides each row by its sum; rows that sum to 0 stay. */
export function normalizeRows(matrix: SparseMatrix): SparseMatrix {
  const sums = rowSums(matrix);
  return mapValues(matrix, (value, row) => (sums[row]! > 0 ? divide(value, sums[row]!) : value));
}

/** Divides each of the `columns` columns by its sum; columns that sum to 0 stay. */
export function normalizeColumns(matrix: SparseMatrix, columns: number): SparseMatrix {
  const sums = new Array<Fixed>(columns).fill(0);
  for (const row of matrix) for (let k = 0; k < row.uids.length; k++) sums[row.uids[k]!]! += row.values[k]!;
  return mapValues(matrix, (value, _row, column) => (sums[column] ? divide(value, sums[column]) : value));
}

/** Divides each column by its largest value, so that the largest becomes 1. */
export function upscaleColumns(matrix: SparseMatrix, columns: number): SparseMatrix {
  const largest = new Array<Fixed>(columns).fill(0);
  for (const row of matrix)
    for (let k = 0; k < row.uids.length; k++) {
      const column = row.uids[k]!;
      if (row.values[k]! > largest[column]!) largest[column] = row.values[k]!;
    }
  return mapValues(matrix, (value, _row, column) => (largest[column] ? divide(value, largest[column]) : value));
}

export function rowSums(matrix: SparseMatrix): Fixed[] {
  return matrix.map((row) => {
    let total = 0;
    for (const value of row.values) total += value;
    return total;
  });
}

/** Every row times its entry of `vector`. */
export const scaleRows = (matrix: SparseMatrix, vector: readonly Fixed[]): SparseMatrix =>
  mapValues(matrix, (value, row) => multiply(value, vector[row]!));

/** result_j = sum over rows i of vector_i * matrix_ij. */
export function sumOverRows(matrix: SparseMatrix, vector: readonly Fixed[], columns: number): Fixed[] {
  const result = new Array<Fixed>(columns).fill(0);
  matrix.forEach((row, i) => {
    for (let k = 0; k < row.uids.length; k++) result[row.uids[k]!]! += multiply(vector[i]!, row.values[k]!);
  });
  return result;
}

/** result_i = sum over columns j of vector_j * matrix_ij. */
export function sumOverColumns(matrix: SparseMatrix, vector: readonly Fixed[]): Fixed[] {
  return matrix.map((row) => {
    let total = 0;
    for (let k = 0; k < row.uids.length; k++) total += multiply(vector[row.uids[k]!] ?? 0, row.values[k]!);
    return total;
  });
}

/** min(value, threshold of its column); entries clipped to 0 are dropped. */
export function clipColumns(matrix: SparseMatrix, thresholds: readonly Fixed[]): SparseMatrix {
  return matrix.map((row) => {
    const clipped = emptyRow();
    for (let k = 0; k < row.uids.length; k++) {
      const threshold = thresholds[row.uids[k]!] ?? 0;
      const value = Math.min(row.values[k]!, threshold);
      if (value <= 0 && threshold < row.values[k]!) continue;
      clipped.uids.push(row.uids[k]!);
      clipped.values.push(value);
    }
    return clipped;
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
    left.fill(0);
    right.fill(0);
    for (let k = 0; k < row.uids.length; k++) left[row.uids[k]!] = row.values[k]!;
    for (let k = 0; k < other.uids.length; k++) right[other.uids[k]!] = other.values[k]!;
    const result = emptyRow();
    for (let column = 0; column < columns; column++) {
      if (left[column] === 0 && right[column] === 0) continue;
      const value = combine(left[column]!, right[column]!);
      if (value <= 0) continue;
      result.uids.push(column);
      result.values.push(value);
    }
    return result;
  });
}
