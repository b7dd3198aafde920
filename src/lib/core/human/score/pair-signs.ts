// An order as its pairs: 1 where the first of two outputs is better, -1 where the second is, 0 where they are tied or not both judged.
import { NOT_JUDGED, type Ranks } from './order.ts';

export const pairCount = (outputs: number): number => (outputs * (outputs - 1)) / 2;

/** Pairs (0, 1), (0, 2) ... (1, 2) ..., written to `signs` from `offset`. @returns how many are not 0 */
export function writePairSigns(ranks: Ranks, signs: Int8Array, offset: number): number {
  let at = offset;
  let strict = 0;
  for (let first = 0; first < ranks.length; first++)
    for (let second = first + 1; second < ranks.length; second++, at++) {
      const [a, b] = [ranks[first]!, ranks[second]!];
      const sign = a === NOT_JUDGED || b === NOT_JUDGED || a === b ? 0 : a < b ? 1 : -1;
      signs[at] = sign;
      if (sign !== 0) strict++;
    }
  return strict;
}

export function pairSigns(ranks: Ranks): Int8Array {
  const signs = new Int8Array(pairCount(ranks.length));
  writePairSigns(ranks, signs, 0);
  return signs;
}
