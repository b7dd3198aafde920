// From scores to shares of the reward: what a validator's weights say about a miner half as good as the best.

export type RewardCurve =
  /** In proportion to the score. */
  | { kind: 'linear' }
  /** Only the k best, in proportion; all who tie with the k-th stay. */
  | { kind: 'top-k'; k: number }
  /** exp(score / temperature): the lower the temperature, the more goes to the best. */
  | { kind: 'softmax'; temperature: number }
  /** In proportion to the root of the score: flatter than linear. */
  | { kind: 'square-root' };

export const REWARD_CURVES = ['linear', 'top-k', 'softmax', 'square-root'] as const satisfies RewardCurve['kind'][];
export const DEFAULT_TOP_K = 3;
export const DEFAULT_TEMPERATURE = 0.1;
const LEAST_SHARE_OF_BEST = 0.5 / 65_535;

/**
 * @param scores uid -> score. Only finite scores above 0 count: no data is no share.
 * @returns uid -> share, ordered by uid, together 1; empty when no score counts. Shares keep the order of the scores.
 */
export function rewardShares(scores: ReadonlyMap<number, number>, curve: RewardCurve): Map<number, number> {
  const counted = [...scores].filter(([, score]) => Number.isFinite(score) && score > 0).sort(([a], [b]) => a - b);
  const best = counted.reduce((max, [, score]) => Math.max(max, score), 0);
  const raw = counted.map(([uid, score]) => [uid, rawShare(curve, score, best, counted)] as const);
  // The best has 1 on every curve. What would round to 0 in u16 is nothing, also before a cap could make it large.
  const kept = raw.filter(([, share]) => share >= LEAST_SHARE_OF_BEST);
  const sum = kept.reduce((total, [, share]) => total + share, 0);
  return new Map(kept.map(([uid, share]) => [uid, share / sum]));
}

function rawShare(curve: RewardCurve, score: number, best: number, counted: [number, number][]): number {
  switch (curve.kind) {
    case 'linear':
      return score / best;
    case 'top-k':
      return counted.filter(([, other]) => other > score).length < curve.k ? score / best : 0;
    case 'softmax':
      return Math.exp((score - best) / curve.temperature);
    case 'square-root':
      return Math.sqrt(score / best);
    default:
      return curve satisfies never;
  }
}
