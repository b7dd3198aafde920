// Who may validate after an epoch: the k largest stakes (subtensor `epoch/math.rs` is_topk_nonzero).
import type { Fixed } from './fixed-point.ts';

/** True for the `limit` largest non-zero stakes; of equal stakes the later uid wins, as in the chain's stable sort. */
export function topStakes(stake: ArrayLike<Fixed>, limit: number): boolean[] {
  const uids = Array.from(stake, (_, uid) => uid);
  const permitted = uids.map((uid) => stake[uid] !== 0);
  const ascending = uids.sort((a, b) => stake[a]! - stake[b]! || a - b);
  for (const uid of ascending.slice(0, Math.max(0, stake.length - limit))) permitted[uid] = false;
  return permitted;
}
