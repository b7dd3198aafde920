// Stake-weighted median by deterministic mid-pivot search, as subtensor `epoch/math.rs` weighted_median: the largest
// score that voters with more than the majority's stake support.
import { normalize, sum, type Fixed } from './fixed-point.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/** Finds medians over a fixed set of voters, reusing its memory from score to score. */
class MedianSearch {
  private readonly stake: ArrayLike<Fixed>;
  private readonly total: Fixed;
  private readonly minority: Fixed;
  private candidates: Uint32Array;
  private below: Uint32Array;
  private above: Uint32Array;

  constructor(stake: ArrayLike<Fixed>, majority: Fixed) {
    this.stake = stake;
    this.total = sum(stake);
    this.minority = this.total - majority;
    this.candidates = new Uint32Array(stake.length);
    this.below = new Uint32Array(stake.length);
    this.above = new Uint32Array(stake.length);
  }

  /** @param from place in `scores` of the first voter's score. */
  median(scores: ArrayLike<Fixed>, from = 0): Fixed {
    const { stake, minority } = this;
    let { candidates, below, above } = this;
    let count = stake.length;
    let low = 0;
    let high = this.total;
    for (let voter = 0; voter < count; voter++) candidates[voter] = voter;
    let result = 0;
    while (count > 0) {
      const pivot = scores[from + candidates[count >> 1]!]!;
      result = pivot;
      if (count === 1) break;
      let countBelow = 0;
      let countAbove = 0;
      let stakeBelow = 0;
      let stakeAbove = 0;
      for (let k = 0; k < count; k++) {
        const voter = candidates[k]!;
        const score = scores[from + voter]!;
        if (score < pivot) {
          below[countBelow++] = voter;
          stakeBelow += stake[voter]!;
        } else if (score > pivot) {
          above[countAbove++] = voter;
          stakeAbove += stake[voter]!;
        }
      }
      const spare = candidates;
      if (countBelow > 0 && minority < low + stakeBelow) {
        candidates = below;
        below = spare;
        count = countBelow;
        high = low + stakeBelow;
      } else if (countAbove > 0 && high - stakeAbove <= minority) {
        candidates = above;
        above = spare;
        count = countAbove;
        low = high - stakeAbove;
      } else break;
    }
    this.candidates = candidates;
    this.below = below;
    this.above = above;
    return result;
  }
}

/**
 * @param stake normalised stake of each voter.
 * @param score each voter's score, aligned with `stake`.
 * @param majority share of stake that must stand behind the result, e.g. kappa.
 * @returns the consensus score; 0 without voters.
 */
export const weightedMedian = (stake: ArrayLike<Fixed>, score: ArrayLike<Fixed>, majority: Fixed): Fixed =>
  new MedianSearch(stake, majority).median(score);

/**
 * The weighted median of every column. Rows without stake have no vote; a voter's missing entry counts as 0.
 * @param stake one entry a row; the positive ones are normalised again.
 */
export function weightedMedianOfColumns(stake: Float64Array, scores: SparseMatrix, majority: Fixed): Float64Array {
  const { n, starts, columns, values } = scores;
  const voters: number[] = [];
  for (let row = 0; row < n; row++) if (stake[row]! > 0) voters.push(row);
  const medians = new Float64Array(n);
  if (voters.length === 0) return medians;
  const search = new MedianSearch(normalize(voters.map((row) => stake[row]!)), majority);
  const byColumn = new Float64Array(n * voters.length);
  voters.forEach((row, voter) => {
    for (let k = starts[row]!; k < starts[row + 1]!; k++) byColumn[columns[k]! * voters.length + voter] = values[k]!;
  });
  for (let column = 0; column < n; column++) medians[column] = search.median(byColumn, column * voters.length);
  return medians;
}
