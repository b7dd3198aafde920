// Agreement of an answer with a known order: Somers' d of the answer given the truth (Somers 1962), which is Kendall's tau where
// nothing is tied. Pairs that the truth ties say nothing; a pair that the answer ties or leaves out is worth what a guess is on
// average, 0.
import { NOT_JUDGED, type Ranks } from './order.ts';

/** In [-1, 1]; null where the truth orders no pair. `from` is the answer's place in `signs`. */
export function rankAgreement(signs: Int8Array, from: number, truth: Int8Array): number | null {
  let sum = 0;
  let pairs = 0;
  for (let pair = 0; pair < truth.length; pair++) {
    sum += signs[from + pair]! * truth[pair]!;
    if (truth[pair] !== 0) pairs++;
  }
  return pairs === 0 ? null : sum / pairs;
}

/**
 * Variance of {@link rankAgreement} were the answer's ranks dealt at random to the outputs that it judges: Kendall's variance of S
 * with ties on both sides (Kendall 1970, Rank Correlation Methods, ch. 4). 0 where the answer orders nothing.
 */
export function chanceVariance(answer: Ranks, truth: Ranks): number {
  const both = [...truth.keys()].filter((place) => answer[place] !== NOT_JUDGED && truth[place] !== NOT_JUDGED);
  const n = both.length;
  const pairs = orderedPairs(truth);
  if (n < 2 || pairs === 0) return 0;
  const [t, u] = [tieSums(both, truth), tieSums(both, answer)];
  const variance =
    (n * (n - 1) * (2 * n + 5) - t.v - u.v) / 18 +
    (n < 3 ? 0 : (t.triples * u.triples) / (9 * n * (n - 1) * (n - 2))) +
    (t.pairs * u.pairs) / (2 * n * (n - 1));
  return variance / (pairs * pairs);
}

function orderedPairs(ranks: Ranks): number {
  let pairs = 0;
  for (let a = 0; a < ranks.length; a++)
    for (let b = a + 1; b < ranks.length; b++)
      if (ranks[a] !== NOT_JUDGED && ranks[b] !== NOT_JUDGED && ranks[a] !== ranks[b]) pairs++;
  return pairs;
}

/** Kendall's sums over groups of tied outputs. */
function tieSums(places: readonly number[], ranks: Ranks): { v: number; pairs: number; triples: number } {
  const sizes = new Map<number, number>();
  for (const place of places) sizes.set(ranks[place]!, (sizes.get(ranks[place]!) ?? 0) + 1);
  const sums = { v: 0, pairs: 0, triples: 0 };
  for (const size of sizes.values()) {
    sums.v += size * (size - 1) * (2 * size + 5);
    sums.pairs += size * (size - 1);
    sums.triples += size * (size - 1) * (size - 2);
  }
  return sums;
}
