// Who may validate after an epoch: the k largest stakes (subtensor `epoch/math.rs` is_topk_nonzero).
import type { Fixed } from './fixed-point.ts';

/** True for the `limit` largest non-zero stakes; of equal stakes the later uid wins, as in the chain's stable sort. */
export function topStakes(stake: readonly Fixed[], limit: number): boolean[] {
  const permitted = stake.map((value) => value !== 0);
  const ascending = stake.map((_, uid) => uid).sort((a, b) => stake[a]! - stake[b]! || a - b);
  for (const uid of ascending.slice(0, Math.max(0, stake.length - limit))) permitted[uid] = false;
  return permitted;
}
