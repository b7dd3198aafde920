// Stake-weighted median by deterministic mid-pivot search, as subtensor `epoch/math.rs` weighted_median: the largest
// score that voters with more than the majority's stake support.
import { normalize, sum, type Fixed } from './fixed-point.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/**
 * @param stake normalised stake of each voter.
 * @param score each voter's score, aligned with `stake`.
 * @param majority share of stake that must stand behind the result, e.g. kappa.
 * @returns the consensus score; 0 without voters.
 */
export function weightedMedian(stake: readonly Fixed[], score: ArrayLike<Fixed>, majority: Fixed): Fixed {
  const total = sum(stake);
  const minority = total - majority;
  let low = 0;
  let high = total;
  let candidates = stake.map((_, index) => index);
  while (candidates.length > 1) {
    const pivot = score[candidates[candidates.length >> 1]!]!;
    const below: number[] = [];
    const above: number[] = [];
    let stakeBelow = 0;
    let stakeAbove = 0;
    for (const voter of candidates) {
      const value = score[voter]!;
      if (value < pivot) {
        below.push(voter);
        stakeBelow += stake[voter]!;
      } else if (value > pivot) {
        above.push(voter);
        stakeAbove += stake[voter]!;
      }
    }
    if (below.length > 0 && minority < low + stakeBelow) {
      candidates = below;
      high = low + stakeBelow;
    } else if (above.length > 0 && high - stakeAbove <= minority) {
      candidates = above;
      low = high - stakeAbove;
    } else return pivot;
  }
  return candidates.length === 1 ? score[candidates[0]!]! : 0;
}

/**
 * The weighted median of every column. Rows without stake have no vote; a voter's missing entry counts as 0.
 * @param stake one entry a row; the positive ones are normalised again.
 */
export function weightedMedianOfColumns(
  stake: readonly Fixed[],
  scores: SparseMatrix,
  columns: number,
  majority: Fixed
): Fixed[] {
  const voters = scores.map((_, row) => row).filter((row) => stake[row]! > 0);
  const voterStake = normalize(voters.map((row) => stake[row]!));
  const byColumn = Array.from({ length: columns }, () => new Float64Array(voters.length));
  voters.forEach((row, voter) => {
    const { uids, values } = scores[row]!;
    for (let k = 0; k < uids.length; k++) byColumn[uids[k]!]![voter] = values[k]!;
  });
  return byColumn.map((column) => weightedMedian(voterStake, column, majority));
}
