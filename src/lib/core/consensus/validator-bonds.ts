// Validators' bonds of Yuma Consensus 2: an exponential moving average of stake-weighted, consensus-clipped weights
// (subtensor `epoch/run_epoch.rs`, compute_ema_bonds_normal_sparse).
import { multiply, ONE, type Fixed } from './fixed-point.ts';
import { combineRows, filterEntries, normalizeColumns, scaleRows, type SparseMatrix } from './sparse-matrix.ts';

export interface BondsInput {
  /** Bonds as stored: u16, largest of each column 65535. */
  stored: SparseMatrix;
  /** Weights after the bonds penalty. */
  weights: SparseMatrix;
  activeStake: readonly Fixed[];
  /** True for columns whose neuron registered since the last epoch: their old bonds are void. */
  isNewColumn: (uid: number) => boolean;
  /** Parts per million of the old bonds that stay, e.g. 900000. */
  movingAveragePpm: bigint;
}

/** @returns the new bonds; every column with a bond sums to 1. */
export function updateBonds(input: BondsInput): SparseMatrix {
  const columns = input.weights.length;
  const known = filterEntries(input.stored, (_row, uid) => uid < columns && !input.isNewColumn(uid));
  const old = normalizeColumns(known, columns);
  const delta = normalizeColumns(scaleRows(input.weights, input.activeStake), columns);
  const alpha = ONE - Number((input.movingAveragePpm << 32n) / 1_000_000n);
  const blended = combineRows(
    delta,
    old,
    columns,
    (fresh, kept) => multiply(alpha, fresh) + multiply(ONE - alpha, kept)
  );
  return normalizeColumns(blended, columns);
}

/** weights + penalty * (clipped - weights): how much of the part above consensus still earns bonds. */
export function penalizeWeights(weights: SparseMatrix, clipped: SparseMatrix, penalty: Fixed): SparseMatrix {
  if (penalty === 0) return weights;
  if (penalty === ONE) return clipped;
  return combineRows(weights, clipped, weights.length, (raw, cut) => raw + multiply(penalty, cut - raw));
}
