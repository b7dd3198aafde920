// From scores to the u16 vector a validator puts on chain. Upscaling: subtensor `epoch/math.rs` vec_u16_max_upscale.

export interface WeightVector {
  uids: number[];
  /** u16, the largest is 65535; uids with weight 0 are left out. */
  values: number[];
}

const U16_MAX = 65_535;

/**
 * @param scores uid -> score >= 0, any scale.
 * @returns weights in proportion to the scores, ordered by uid; empty when no score is above 0.
 */
export function weightVector(scores: ReadonlyMap<number, number>): WeightVector {
  const positive = [...scores].filter(([, score]) => Number.isFinite(score) && score > 0).sort(([a], [b]) => a - b);
  const largest = Math.max(0, ...positive.map(([, score]) => score));
  const scaled = positive
    .map(([uid, score]): [number, number] => [uid, Math.round((score / largest) * U16_MAX)])
    .filter(([, value]) => value > 0);
  return { uids: scaled.map(([uid]) => uid), values: scaled.map(([, value]) => value) };
}
