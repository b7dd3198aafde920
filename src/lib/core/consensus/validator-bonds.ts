// Validators' bonds: exponential moving averages of their weights, what their dividends are paid by. Yuma 2 and 3 as
// subtensor `epoch/run_epoch.rs` epoch_mechanism computes them on sparse matrices.
import { divide, multiply, normalize, ONE, U16_MAX, type Fixed } from './fixed-point.ts';
import { liquidAlpha, type LiquidAlpha } from './liquid-alpha.ts';
import {
  collectEntries,
  combineRows,
  copyOf,
  normalizeColumns,
  scaleRows,
  sumOverColumns,
  upscaleColumns,
  type SparseMatrix,
  type SparseRow
} from './sparse-matrix.ts';

export interface BondsInput {
  /** Bonds as stored, u16. */
  stored: readonly SparseRow[];
  /** Weights after the bonds penalty. */
  weights: SparseMatrix;
  consensus: Float64Array;
  incentive: Float64Array;
  activeStake: Float64Array;
  /** True for columns whose neuron registered since the last epoch: their old bonds are void. */
  isNewColumn: (uid: number) => boolean;
  /** Parts per million of the old bonds that stay, e.g. 900000. */
  movingAveragePpm: bigint;
}

export interface BondsOutput {
  /** Shares of 1 to be stored as u16. */
  bonds: SparseMatrix;
  /** Sums to 1, or all 0. */
  dividends: Float64Array;
}

/** Bonds to stake-weighted weights; every column sums to 1, and is stored with its largest bond scaled to 1. */
export function yuma2Bonds({ stored, weights, activeStake, incentive, ...input }: BondsInput): BondsOutput {
  const old = knownBonds(stored, input.isNewColumn);
  normalizeColumns(old);
  const fresh = scaleRows(weights, activeStake);
  normalizeColumns(fresh);
  const bonds = blend(fresh, old, smoothingOf(input.movingAveragePpm));
  normalizeColumns(bonds);
  const dividends = normalize(sumOverColumns(bonds, incentive));
  upscaleColumns(bonds);
  return { bonds, dividends };
}

/**
 * Every bond follows its own weight, in all columns at the same pace or each at its own (`liquid`); stake counts in the
 * dividends only. With liquid alpha a bond without a weight is lost at once, as on the chain.
 */
export function yuma3Bonds(input: BondsInput, liquid: LiquidAlpha | undefined): BondsOutput {
  const old = knownBonds(input.stored, input.isNewColumn);
  for (let k = 0; k < old.values.length; k++) old.values[k] = divide(old.values[k]!, U16_MAX);
  const hasConsensus = input.consensus.some((value) => value !== 0);
  const bonds =
    liquid && hasConsensus
      ? blendEach(input.weights, old, alphaByConsensus(liquid, input.consensus))
      : blend(input.weights, old, smoothingOf(input.movingAveragePpm));
  const shares = copyOf(bonds);
  normalizeColumns(shares);
  const perStake = sumOverColumns(shares, input.incentive);
  const dividends = normalize(perStake.map((value, uid) => multiply(value, input.activeStake[uid]!)));
  return { bonds, dividends };
}

/** weights + penalty * (clipped - weights): how much of the part above consensus still earns bonds. */
export function penalizeWeights(weights: SparseMatrix, clipped: SparseMatrix, penalty: Fixed): SparseMatrix {
  if (penalty === 0) return weights;
  if (penalty === ONE) return clipped;
  return combineRows(weights, clipped, (raw, cut) => raw + multiply(penalty, cut - raw));
}

const knownBonds = (stored: readonly SparseRow[], isNewColumn: (uid: number) => boolean): SparseMatrix =>
  collectEntries(stored, (_row, uid) => !isNewColumn(uid));

/** How much of the new observation counts: 1 - average / 1e6, the quotient floored. */
export const smoothingOf = (movingAveragePpm: bigint): Fixed => ONE - Number((movingAveragePpm << 32n) / 1_000_000n);

const blend = (fresh: SparseMatrix, old: SparseMatrix, alpha: Fixed): SparseMatrix =>
  combineRows(fresh, old, (added, kept) => multiply(alpha, added) + multiply(ONE - alpha, kept));

/** Smoothing factor of one bond. Its weight and old bond are what the chain's lookup sees, see {@link blendEach}. */
export type AlphaOfBond = (row: number, column: number, weight: Fixed, bond: Fixed) => Fixed;

function alphaByConsensus(liquid: LiquidAlpha, consensus: Float64Array): AlphaOfBond {
  const alphaOf = liquidAlpha(liquid);
  return (_row, column, weight, bond) => alphaOf(consensus[column]!, weight, bond);
}

/**
 * The moving average with an alpha of its own for each entry of `fresh`, at most 1; nothing else stays. Where a stored
 * row is not ascending, the chain looks up a weight or bond for its alpha (not for the average) as 0 unless its column
 * exceeds all before it; so does this.
 */
export function blendEach(fresh: SparseMatrix, old: SparseMatrix, alphaOf: AlphaOfBond): SparseMatrix {
  const { n, starts, columns, values } = fresh;
  const kept = new Float64Array(n);
  const seenBond = new Float64Array(n);
  const blended = new Float64Array(values.length);
  for (let row = 0; row < n; row++) {
    if (starts[row] === starts[row + 1]) continue;
    scatterBonds(old, row, kept, seenBond);
    let highest = -1;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) {
      const column = columns[k]!;
      const seenWeight = column > highest ? values[k]! : 0;
      highest = Math.max(highest, column);
      const alpha = alphaOf(row, column, seenWeight, seenBond[column]!);
      blended[k] = Math.min(ONE, multiply(ONE - alpha, kept[column]!) + multiply(alpha, values[k]!));
    }
  }
  return positiveEntries(fresh, blended);
}

function scatterBonds({ starts, columns, values }: SparseMatrix, row: number, all: Float64Array, seen: Float64Array) {
  all.fill(0);
  seen.fill(0);
  let highest = -1;
  for (let k = starts[row]!; k < starts[row + 1]!; k++) {
    const column = columns[k]!;
    all[column] = values[k]!;
    if (column > highest) seen[column] = values[k]!;
    highest = Math.max(highest, column);
  }
}

/** The places of `matrix` at which `values` is above 0. */
function positiveEntries({ n, starts, columns }: SparseMatrix, values: Float64Array): SparseMatrix {
  const kept: SparseMatrix = { n, starts: new Uint32Array(n + 1), columns: new Uint16Array(values.length), values };
  let length = 0;
  for (let row = 0; row < n; row++) {
    for (let k = starts[row]!; k < starts[row + 1]!; k++)
      if (values[k]! > 0) {
        kept.columns[length] = columns[k]!;
        values[length++] = values[k]!;
      }
    kept.starts[row + 1] = length;
  }
  return { ...kept, columns: kept.columns.subarray(0, length), values: values.subarray(0, length) };
}
