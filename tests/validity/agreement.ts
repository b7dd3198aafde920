// How far two orders of the same sets of rows agree.
import { seededRandom } from '#lib/core/model/seeded-random.ts';

export interface Agreement {
  /** Share of pairs that both order alike, ties of the score half (Magnusson et al. 2025, DataDecide: decision accuracy). */
  decisions: number;
  pairs: number;
}

/**
 * @param isTold whether the larger model tells the pair apart; others are left out
 * @param scores one a set, NaN where there is none: such pairs are left out
 */
export function decisionAccuracy(
  scores: readonly number[],
  worth: readonly number[],
  isTold: (left: number, right: number) => boolean = () => true
): Agreement {
  let [right, pairs] = [0, 0];
  for (let left = 0; left < scores.length; left++)
    for (let other = left + 1; other < scores.length; other++) {
      const [scored, worthy] = [scores[left]! - scores[other]!, worth[left]! - worth[other]!];
      if (Number.isNaN(scored) || Number.isNaN(worthy) || worthy === 0 || !isTold(left, other)) continue;
      pairs++;
      right += scored === 0 ? 0.5 : Math.sign(scored) === Math.sign(worthy) ? 1 : 0;
    }
  return { decisions: pairs === 0 ? NaN : right / pairs, pairs };
}

const DRAWS = 1000;
const SEED = 73;

/**
 * Whether two sets differ on the same held-out rows by more than chance: the paired bootstrap's 95 % interval of the difference of
 * their ratios leaves out 0 (Efron & Tibshirani 1993, ch. 13).
 * @param rows of each set [numerator, denominator] for every held-out row
 */
export function differ(left: readonly [number, number][], right: readonly [number, number][]): boolean {
  const random = seededRandom(SEED);
  const differences = Array.from({ length: DRAWS }, () => {
    let [leftTop, leftBottom, rightTop, rightBottom] = [0, 0, 0, 0];
    for (let count = 0; count < left.length; count++) {
      const row = random.below(left.length);
      leftTop += left[row]![0];
      leftBottom += left[row]![1];
      rightTop += right[row]![0];
      rightBottom += right[row]![1];
    }
    return leftTop / leftBottom - rightTop / rightBottom;
  }).sort((a, b) => a - b);
  return differences[Math.floor(DRAWS * 0.025)]! > 0 || differences[Math.floor(DRAWS * 0.975)]! < 0;
}
