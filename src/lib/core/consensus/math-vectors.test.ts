// The numeric cases of subtensor `tests/math.rs` (spec 425), test by test under their names there. Numbers are f32 as in
// that file; where it allows a tolerance, so does this. docs/yuma.md says which cases stand elsewhere or nowhere.
import { describe, expect, test } from 'vitest';
import { exp, reciprocalOfOnePlusExp } from './fixed-exp.ts';
import { divide, fromInteger, fromU16Share, multiply, normalize, ONE, sum, toU16, type Fixed } from './fixed-point.ts';
import {
  clipColumns,
  collectEntries,
  normalizeColumns,
  normalizeRows,
  rowSums,
  scaleRows,
  sumOverColumns,
  sumOverRows,
  upscaleColumns,
  type SparseMatrix,
  type SparseRow
} from './sparse-matrix.ts';
import { stakeShares } from './stake-shares.ts';
import { blendEach, penalizeWeights, smoothingOf } from './validator-bonds.ts';
import { topStakes } from './validator-permits.ts';

const fixed = (value: number): Fixed => Math.round(value * ONE);
const f32 = (value: number): Fixed => fixed(Math.fround(value));
const fixedVector = (values: number[]) => Float64Array.from(values, f32);
const rowsOf = (values: number[], rows: number): number[][] =>
  Array.from({ length: rows }, (_, i) => values.slice((i * values.length) / rows, ((i + 1) * values.length) / rows));
const transposed = (rows: number[][]): number[][] => rows[0]!.map((_, j) => rows.map((row) => row[j]!));
/** Without zeros, as the sparse fixtures there; padded with empty rows to a square. */
function matrix(
  rows: number[][],
  keep: (row: number, column: number) => boolean = () => true,
  toFixed: (value: number) => Fixed = f32
): SparseMatrix {
  const n = Math.max(rows.length, ...rows.map((row) => row.length));
  const stored = Array.from({ length: n }, (_, i): SparseRow => {
    const entries = (rows[i] ?? []).flatMap((value, uid) => (value === 0 ? [] : [{ uid, value: toFixed(value) }]));
    return { uids: entries.map(({ uid }) => uid), values: entries.map(({ value }) => value) };
  });
  return collectEntries(stored, keep);
}
const entries = ({ n, starts, columns, values }: SparseMatrix) =>
  Array.from({ length: n }, (_, row) =>
    Array.from({ length: starts[row + 1]! - starts[row]! }, (_, k): [number, number] => [
      columns[starts[row]! + k]!,
      values[starts[row]! + k]!
    ])
  );
function expectClose(actual: SparseMatrix, target: SparseMatrix, epsilon: number): void {
  const wanted = entries(target);
  entries(actual).forEach((row, i) => {
    expect(row.map(([uid]) => uid)).toEqual(wanted[i]!.map(([uid]) => uid));
    row.forEach(([, value], k) => expect(Math.abs(value - wanted[i]![k]![1])).toBeLessThanOrEqual(fixed(epsilon)));
  });
}

const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const TWELVE = [...NINE, 10, 11, 12];
const TWELVE_WITH_HOLES = [0, 2, 3, 4, 0, 6, 7, 8, 0, 10, 11, 12];
const SEVENS = [
  [0, 1, 0, 2, 0, 3, 4],
  [0, 1, 0, 2, 0, 3, 0],
  [1, 0, 0, 2, 0, 3, 4],
  [0, 10, 0, 100, 1000, 0, 10_000],
  [0, 0, 0, 0, 0, 0, 0],
  [1, 1, 1, 1, 1, 1, 1]
];
const SEVENS_NORMALIZED = [
  [0, 0.1, 0, 0.2, 0, 0.3, 0.4],
  [0, 0.166666, 0, 0.333333, 0, 0.5, 0],
  [0.1, 0, 0, 0.2, 0, 0.3, 0.4],
  [0, 0.0009, 0, 0.009, 0.09, 0, 0.9],
  [0, 0, 0, 0, 0, 0, 0],
  Array(7).fill(0.142857)
];

describe('scalars and vectors', () => {
  test('test_math_fixed_overflow', () => {
    expect(smoothingOf(900_000n)).toBe(fixed(0.1));
    expect(smoothingOf(1_000_000n)).toBe(0);
  });

  test('test_math_u64_normalization', () => {
    const share = (rao: bigint) => stakeShares([rao, 21_000_000_000_000_000n - rao])[0];
    expect(share(1n)).toBe(0);
    expect(share(4_889_444n)).toBe(fixed(0.0000000002));
    expect(share(10_500_000_000_000_000n)).toBe(ONE / 2);
    expect(share(21_000_000_000_000_000n)).toBe(ONE);
  });

  test('test_math_exp_safe', () => {
    expect(exp(0)).toBe(ONE);
    expect(exp(ONE)).toBe(fixed(Math.floor(Math.E * 2 ** 23) / 2 ** 23));
    for (const [bound, beyond] of [
      [-20, [-21, -(2 ** 31)]],
      [20, [21, 2 ** 31]]
    ] as const)
      for (const value of beyond) expect(exp(value * ONE)).toBe(exp(bound * ONE));
  });

  test.each([
    { rho: 30, kappa: 0.5, trust: -(2 ** 31), sigmoid: 0.0000000019 },
    { rho: 30, kappa: 0.5, trust: 0, sigmoid: 0.0000003057 },
    { rho: 30, kappa: 0.5, trust: 0.4, sigmoid: 0.0474258729 },
    { rho: 30, kappa: 0.5, trust: 0.5, sigmoid: 0.5 },
    { rho: 30, kappa: 0.5, trust: 0.6, sigmoid: 0.952574127 },
    { rho: 30, kappa: 0.5, trust: 1, sigmoid: 0.9999996943 },
    { rho: 30, kappa: 0.5, trust: 2 ** 31, sigmoid: 0.9999999981 },
    ...[
      0.0000000019, 0.0000001125, 0.0000061442, 0.0003353502, 0.017986214, 0.5, 0.9820138067, 0.9996646498,
      0.9999938558, 0.9999998875, 0.9999999981
    ].map((sigmoid, i) => ({ rho: 40, kappa: 0.5, trust: Math.fround(i / 10), sigmoid }))
  ])(
    'test_math_sigmoid_safe: 1 / (1 + e^(-$rho * ($trust - $kappa))) is $sigmoid',
    ({ rho, kappa, trust, sigmoid }) => {
      const exponent = multiply(-rho * ONE, fixed(trust) - fixed(kappa));
      expect(reciprocalOfOnePlusExp(exponent)).toBe(fixed(sigmoid));
    }
  );

  test.each([
    { stakes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], k: 0, top: [] },
    { stakes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], k: 5, top: [5, 6, 7, 8, 9] },
    { stakes: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], k: 5, top: [0, 1, 2, 3, 4] },
    { stakes: [9, 0, 8, 1, 7, 2, 6, 3, 5, 4], k: 5, top: [0, 2, 4, 6, 8] },
    { stakes: [0.9, 0, 0.8, 0.1, 0.7, 0.2, 0.6, 0.3, 0.5, 0.4], k: 5, top: [0, 2, 4, 6, 8] },
    { stakes: [0, 1, 2, 3, 4, 5, 5, 5, 5, 6], k: 5, top: [5, 6, 7, 8, 9] },
    // With more seats than neurons the epoch's variant still leaves out who has no stake.
    { stakes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], k: 10, top: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { stakes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], k: 100, top: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { stakes: [], k: 5, top: [] }
  ])('test_math_is_topk: $k of $stakes', ({ stakes, k, top }) => {
    expect(topStakes(fixedVector(stakes), k).flatMap((is, uid) => (is ? [uid] : []))).toEqual(top);
  });

  test('test_math_sum', () => {
    expect(sum([])).toBe(0);
    expect(sum([1, 10, 30].map(f32))).toBe(fromInteger(41));
    expect(sum([-1, 10, 30].map(f32))).toBe(fromInteger(39));
  });

  test.each([
    { values: [], shares: [] },
    { values: [1, 10, 30], shares: [0.0243902437, 0.243902439, 0.7317073171] },
    { values: [-1, 10, 30], shares: [-0.0256410255, 0.2564102563, 0.769230769] }
  ])('test_math_normalize, test_math_inplace_normalize: $values', ({ values, shares }) => {
    const actual = normalize(fixedVector(values));
    actual.forEach((share, i) => expect(Math.abs(share - fixed(shares[i]!))).toBeLessThanOrEqual(1));
  });

  test('test_math_inplace_normalize_64', () => {
    [0.0243902437, 0.243902439, 0.7317073171].forEach((share, i) =>
      expect(Math.abs(stakeShares([1n, 10n, 30n])[i]! - fixed(share))).toBeLessThanOrEqual(1)
    );
  });

  test('test_math_vecdiv', () => {
    expect([0, 1, 0, 1].map((x, i) => divide(fromInteger(x), fromInteger([0, 1, 1, 0][i]!)))).toEqual([0, ONE, 0, 0]);
    expect([1, 1, 10].map((x, i) => divide(fromInteger(x), fromInteger([2, 3, 2][i]!)))).toEqual([
      ONE / 2,
      1_431_655_765,
      fromInteger(5)
    ]);
  });

  test('test_math_vec_mul', () => {
    expect([1, 2, 3, 4].map((x) => multiply(f32(x), f32(x)))).toEqual([1, 4, 9, 16].map(fromInteger));
    expect([1, 2, 3, 4].map((x) => multiply(0, f32(x)))).toEqual([0, 0, 0, 0]);
  });

  test('test_math_u16_proportion_to_fixed, test_fixed_proportion_to_u16 and _saturates', () => {
    expect(fromU16Share(0)).toBe(0);
    expect(toU16(0)).toBe(0);
    expect(toU16(fromInteger(65_535))).toBe(65_535);
  });
});

describe('normalising and scaling matrices', () => {
  test('test_math_inplace_row_normalize, _sparse', () => {
    const actual = matrix(SEVENS);
    normalizeRows(actual);
    expectClose(actual, matrix(SEVENS_NORMALIZED), 0.0001);
    const rows = matrix([
      [0, 1, 2, 3, 4],
      [0, 10, 100, 1000, 10_000],
      [0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1]
    ]);
    normalizeRows(rows);
    const target = [[0, 0.1, 0.2, 0.3, 0.4], [0, 0.0009, 0.009, 0.09, 0.9], [], [0.2, 0.2, 0.2, 0.2, 0.2]];
    expectClose(rows, matrix(target), 0.0001);
  });

  test('test_math_inplace_col_normalize, _sparse', () => {
    const actual = matrix(transposed(SEVENS));
    normalizeColumns(actual);
    expectClose(actual, matrix(transposed(SEVENS_NORMALIZED)), 0.0001);
    const empty = matrix([[], [], []]);
    normalizeColumns(empty);
    expect(entries(empty)).toEqual([[], [], []]);
  });

  test('test_math_inplace_col_max_upscale, _sparse', () => {
    const actual = matrix(transposed(SEVENS));
    upscaleColumns(actual);
    const target = [
      [0, 0.25, 0, 0.5, 0, 0.75, 1],
      [0, 0.333333, 0, 0.666666, 0, 1, 0],
      [0.25, 0, 0, 0.5, 0, 0.75, 1],
      [0, 0.001, 0, 0.01, 0.1, 0, 1],
      [0, 0, 0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1, 1, 1]
    ];
    expectClose(actual, matrix(transposed(target)), 0.0001);
    const zero = collectEntries([{ uids: [0], values: [0] }], () => true);
    upscaleColumns(zero);
    expect(entries(zero)).toEqual([[[0, 0]]]);
  });
});

describe('masks', () => {
  const nine = rowsOf(NINE, 3);
  test.each([
    { name: 'test_math_mask_rows_sparse', keep: () => true, target: NINE },
    { name: 'test_math_mask_rows_sparse', keep: () => false, target: Array<number>(9).fill(0) },
    { name: 'test_math_mask_rows_sparse', keep: (row: number) => row === 1, target: [0, 0, 0, 4, 5, 6, 0, 0, 0] },
    {
      name: 'test_math_mask_diag_sparse',
      keep: (row: number, column: number) => row !== column,
      target: [0, 2, 3, 4, 0, 6, 7, 8, 0]
    },
    ...[0, 1, 2].map((owner) => ({
      name: 'test_math_mask_diag_sparse_except_index',
      keep: (row: number, column: number) => row !== column || row === owner,
      target: NINE.map((value, i) => (i % 4 === 0 && i !== owner * 4 ? 0 : value))
    })),
    {
      name: 'test_math_vec_mask_sparse_matrix, equal',
      keep: (row: number, column: number) => row + 1 !== column + 1,
      target: [0, 2, 3, 4, 0, 6, 7, 8, 0]
    },
    {
      name: 'test_math_vec_mask_sparse_matrix, less',
      keep: (row: number, column: number) => !(row < column),
      target: [1, 0, 0, 4, 5, 0, 7, 8, 9]
    }
  ])('$name leaves $target', ({ keep, target }) => {
    expect(entries(matrix(nine, keep))).toEqual(entries(matrix(rowsOf(target, 3))));
    expect(entries(matrix(rowsOf(Array<number>(9).fill(0), 3), keep))).toEqual([[], [], []]);
  });
});

describe('products and sums', () => {
  test.each([
    { values: TWELVE, target: [1, 2, 3, 8, 10, 12, 21, 24, 27, 40, 44, 48] },
    { values: TWELVE_WITH_HOLES, target: [0, 2, 3, 8, 0, 12, 21, 24, 0, 40, 44, 48] }
  ])('test_math_row_hadamard, _sparse: $values', ({ values, target }) => {
    const scaled = scaleRows(matrix(rowsOf(values, 4)), fixedVector([1, 2, 3, 4]));
    expect(entries(scaled)).toEqual(entries(matrix(rowsOf(target, 4))));
  });

  test.each([
    { values: TWELVE, rows: [6, 15, 24, 33], overRows: [70, 80, 90], overColumns: [14, 32, 50, 68] },
    { values: TWELVE_WITH_HOLES, rows: [5, 10, 15, 33], overRows: [69, 70, 63], overColumns: [13, 22, 23, 68] },
    { values: TWELVE.map(() => 0), rows: [0, 0, 0, 0], overRows: [0, 0, 0], overColumns: [0, 0, 0, 0] }
  ])('test_math_row_sum, _matmul, _matmul_transpose, sparse: $values', ({ values, rows, overRows, overColumns }) => {
    const from = matrix(rowsOf(values, 4));
    expect([...rowSums(from)]).toEqual(rows.map(fromInteger));
    expect([...sumOverRows(from, fixedVector([1, 2, 3, 4]))].slice(0, 3)).toEqual(overRows.map(fromInteger));
    expect([...sumOverColumns(from, fixedVector([1, 2, 3, 0]))]).toEqual(overColumns.map(fromInteger));
  });

  test.each([
    {
      rows: [
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 1]
      ],
      by: 2,
      target: [6, 6, 6]
    },
    {
      rows: [
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 1]
      ],
      by: -1,
      target: [-3, -3, -3]
    },
    {
      rows: [
        [-1, -1, -1],
        [-1, -1, -1],
        [-1, -1, -1]
      ],
      by: 1,
      target: [-3, -3, -3]
    },
    {
      rows: [
        [-1, -1, -1],
        [-1, -1, -1],
        [-1, -1, -1]
      ],
      by: 2,
      target: [-6, -6, -6]
    },
    {
      rows: [
        [-1, -1, -1],
        [-1, -1, -1],
        [-1, -1, -1]
      ],
      by: 3,
      target: [-9, -9, -9]
    },
    {
      rows: [
        [-1, -1, -1],
        [-1, -1, -1],
        [-1, -1, -1]
      ],
      by: -1,
      target: [3, 3, 3]
    },
    {
      rows: [
        [1, 1, 1],
        [2, 2, 2],
        [3, 3, 3]
      ],
      by: 2,
      target: [12, 12, 12]
    },
    {
      rows: [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3]
      ],
      by: 2,
      target: [6, 12, 18]
    },
    {
      rows: [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3]
      ],
      by: 0,
      target: [0, 0, 0]
    }
  ])('test_math_matmul2: $rows by $by', ({ rows, by, target }) => {
    expect([...sumOverRows(matrix(rows), fixedVector([by, by, by]))]).toEqual(target.map(fromInteger));
  });

  test('test_math_mat_vec_mul, _sparse, summed over columns as the epoch does', () => {
    const from = matrix(rowsOf(TWELVE, 4));
    expect([...sumOverColumns(from, fixedVector([1, 2, 3, 0]))]).toEqual([14, 32, 50, 68].map(fromInteger));
    expect([...sumOverColumns(from, fixedVector([1, 0, 0, 0]))]).toEqual([1, 4, 7, 10].map(fromInteger));
  });

  test.each([
    { values: [0, ...TWELVE.slice(1)], target: [0, 2, 3, 0, 5, 6, 0, 5, 9, 0, 5, 12] },
    { values: [0, 2, 3, 4, 5, 6, 0, 0, 0, 10, 11, 12], target: [0, 2, 3, 0, 5, 6, 0, 0, 0, 0, 5, 12] },
    { values: TWELVE.map(() => 0), target: TWELVE.map(() => 0) }
  ])('test_math_inplace_col_clip, test_math_col_clip_sparse: $values', ({ values, target }) => {
    const clipped = clipColumns(matrix(rowsOf(values, 4)), fixedVector([0, 5, 12, 0]));
    expect(entries(clipped)).toEqual(entries(matrix(rowsOf(target, 4))));
  });
});

describe('blends', () => {
  const ones = Array<number>(12).fill(1);
  const zeros = Array<number>(12).fill(0);
  test.each([
    { from: [0], to: [1], rows: 1, ratio: 0, target: [0] },
    { from: [0], to: [1], rows: 1, ratio: 0.5, target: [0.5] },
    { from: [0], to: [1], rows: 1, ratio: 1, target: [1] },
    { from: zeros, to: zeros, rows: 4, ratio: 0, target: zeros },
    { from: zeros, to: zeros, rows: 4, ratio: 1, target: zeros },
    {
      from: [1, 0, 100, 1000, 10_000, 100_000],
      to: [10, 100, 1000, 10_000, 100_000, 0],
      rows: 3,
      ratio: 0,
      target: [1, 0, 100, 1000, 10_000, 100_000]
    },
    {
      from: [1, 0, 100, 1000, 10_000, 100_000],
      to: [10, 100, 1000, 10_000, 100_000, 0],
      rows: 3,
      ratio: 0.9,
      target: [9.1, 90, 910, 9100, 91_000, 10_000],
      epsilon: 0.0001
    },
    {
      from: [1, 10, 100, 1000, 10_000, 100_000],
      to: [10, 100, 1000, 10_000, 100_000, 1_000_000],
      rows: 3,
      ratio: 0.9,
      target: [9.1, 91, 910, 9100, 91_000, 910_000],
      epsilon: 0.0001
    },
    { from: zeros, to: ones, rows: 4, ratio: 0, target: zeros },
    { from: zeros, to: ones, rows: 4, ratio: 0.000000001, target: zeros.map(() => 0.000000001) },
    { from: zeros, to: ones, rows: 4, ratio: 0.5, target: zeros.map(() => 0.5) },
    { from: zeros, to: ones, rows: 4, ratio: 0.9999998808, target: zeros.map(() => 0.9999999) },
    { from: zeros, to: ones, rows: 4, ratio: 1, target: ones }
  ])('test_math_interpolate, _sparse: $from to $to at $ratio', ({ from, to, rows, ratio, target, epsilon }) => {
    const blended = penalizeWeights(matrix(rowsOf(from, rows)), matrix(rowsOf(to, rows)), fixed(ratio));
    expectClose(blended, matrix(rowsOf(target, rows)), epsilon ?? 0);
  });

  const OLD = [0.1, 0.2, 3, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12];
  const SMALL = [0.001, 0.002, 0.003, 0.004, 0.05, 0.006, 0.007, 0.008, 0.009, 0.01, 0.011, 0.012];
  test.each([
    {
      name: 'mat_ema_alpha',
      fresh: TWELVE,
      old: OLD,
      rows: 4,
      alphas: [0.1],
      target: [0.19, 0.38, 1, 0.43599, 0.545, 0.65399, 0.763, 0.87199, 0.981, 1, 1, 1],
      epsilon: 1e-4
    },
    {
      name: 'mat_ema_alpha',
      fresh: TWELVE.map((x) => x * 10),
      old: OLD,
      rows: 4,
      alphas: [0],
      target: [0.1, 0.2, 1, 0.0399, 0.05, 0.0599, 0.07, 0.07999, 0.09, 0.1, 0.10999, 0.11999],
      epsilon: 1e-4
    },
    {
      name: 'mat_ema_alpha',
      fresh: OLD,
      old: SMALL,
      rows: 4,
      alphas: [1],
      target: [0.1, 0.2, 1, 0.0399, 0.05, 0.0599, 0.07, 0.07999, 0.09, 0.1, 0.10999, 0.11999],
      epsilon: 1e-4
    },
    {
      name: 'sparse_mat_ema_alpha',
      fresh: OLD,
      old: SMALL,
      rows: 4,
      alphas: [0.1],
      target: [0.0109, 0.0218, 0.3027, 0.007599, 0.05, 0.01139, 0.0133, 0.01519, 0.017, 0.01899, 0.02089, 0.0227],
      epsilon: 1e-4
    },
    {
      name: 'sparse_mat_ema_alpha',
      fresh: OLD,
      old: zeros,
      rows: 4,
      alphas: [0.1],
      target: [0.01, 0.02, 0.3, 0.00399, 0.005, 0.00599, 0.007, 0.00799, 0.009, 0.01, 0.011, 0.01199],
      epsilon: 1e-4
    },
    { name: 'sparse_mat_ema_alpha', fresh: zeros, old: zeros, rows: 4, alphas: [0.1], target: zeros, epsilon: 0 },
    {
      name: 'sparse_mat_ema_alpha',
      fresh: [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0],
      old: [1, ...zeros.slice(1)],
      rows: 4,
      alphas: [0.1],
      target: [0, 0, 0, 0, 0.2, 0, 0, 0, 0, 0, 0, 0],
      epsilon: 0.1
    },
    {
      name: 'mat_ema_alpha_sparse_single_element',
      fresh: [1],
      old: [2],
      rows: 1,
      alphas: [0.5],
      target: [1],
      epsilon: 0
    },
    {
      name: 'mat_ema_alpha_sparse_multiple_elements',
      fresh: [1, 2, 3, 4],
      old: [5, 6, 7, 8],
      rows: 2,
      alphas: [0.1, 0.2],
      target: [1, 1, 1, 1],
      epsilon: 0.000001
    },
    { name: 'mat_ema_alpha_sparse_zero_alpha', fresh: [1], old: [2], rows: 1, alphas: [0.1], target: [1], epsilon: 0 },
    { name: 'mat_ema_alpha_sparse_one_alpha', fresh: [1], old: [2], rows: 1, alphas: [1], target: [1], epsilon: 0 },
    {
      name: 'mat_ema_alpha_sparse_mixed_alpha',
      fresh: [1, 2, 3, 4],
      old: [5, 6, 7, 8],
      rows: 2,
      alphas: [0.3, 0.7],
      target: [1, 1, 1, 1],
      epsilon: 0.000001
    },
    {
      name: 'mat_ema_alpha_sparse_sparse_matrix',
      fresh: [1, 0, 0, 4],
      old: [5, 0, 0, 8],
      rows: 2,
      alphas: [0.5],
      target: [1, 0, 0, 1],
      epsilon: 0
    },
    {
      name: 'mat_ema_alpha_basic',
      fresh: [1, 2, 3, 4, 5, 6],
      old: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5],
      rows: 2,
      alphas: [0.5],
      target: [0.75, 1, 1, 1, 1, 1],
      epsilon: 0
    },
    {
      name: 'mat_ema_alpha_varying_alpha',
      fresh: [1, 2, 3, 4, 5, 6],
      old: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5],
      rows: 2,
      alphas: [0.2, 0.5, 0.8],
      target: [0.6, 1, 1, 1, 1, 1],
      epsilon: 1e-6
    },
    {
      name: 'mat_ema_alpha_sparse_varying_alpha',
      fresh: [0.1, 0.2, 0.3, 0.4],
      old: [0.5, 0.6, 0.7, 0.8],
      rows: 2,
      alphas: [0.9, 0.8, 0.5, 0.7],
      target: [0.14, 0.28, 0.499999, 0.519999],
      epsilon: 1e-6
    },
    { name: 'mat_ema_alpha_single_element', fresh: [1], old: [0.5], rows: 1, alphas: [0.5], target: [0.75], epsilon: 0 }
  ])('test_$name: $fresh over $old at $alphas', ({ fresh, old, rows, alphas, target, epsilon }) => {
    const columns = fresh.length / rows;
    const alphaOf = (row: number, column: number) => fixed(alphas[(row * columns + column) % alphas.length]!);
    const wide = (values: number[]) => matrix(rowsOf(values, rows), undefined, fixed);
    expectClose(blendEach(wide(fresh), wide(old), alphaOf), wide(target), epsilon);
  });

  test('test_mat_ema_alpha_sparse_empty', () => {
    expect(
      entries(
        blendEach(
          collectEntries([], () => true),
          collectEntries([], () => true),
          () => ONE
        )
      )
    ).toEqual([]);
  });
});
