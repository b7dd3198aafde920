// Scores as the market contract takes them: parts per million, and one value for "none".

/** "No score" in a validator's array of scores. */
export const NO_SCORE = 0xffffffff;

/** A score in [0, 1] in parts per million, rounded down. */
export function toPpm(score: number): number {
  return Math.floor(score * 1_000_000);
}
