// No coldkey gets more than a share: what it is over the cap goes to the others in proportion, so that one owner with many uids
// gains nothing by having them. The others are what was paid for allows: nobody's share grows beyond `MOST_GROWTH` times that,
// and what then has no place stays where it was. A cap that poured all of it over the others would make a dust payment beside
// one large miner worth three quarters of the vector.
import { fillShares } from './fill-shares.ts';
import { MOST_GROWTH } from './weighing-rules.ts';

export interface CappedShares {
  shares: Map<number, number>;
  /** Coldkeys held down, and those that have more than the cap all the same, because it has no place elsewhere. */
  capped: string[];
  over: string[];
}

/**
 * @param shares uid -> share, together 1, or empty.
 * @param coldkeyOf the coldkey of each of these uids.
 * @param cap largest share of one coldkey, in (0, 1].
 * @param paidShareOf the share of a coldkey in what was paid.
 */
export function capByColdkey(
  shares: ReadonlyMap<number, number>,
  coldkeyOf: (uid: number) => string,
  cap: number,
  paidShareOf: (coldkey: string) => number
): CappedShares {
  const totals = new Map<string, number>();
  for (const [uid, share] of shares) totals.set(coldkeyOf(uid), (totals.get(coldkeyOf(uid)) ?? 0) + share);
  const limitOf = (coldkey: string) =>
    Math.min(cap, Math.max(totals.get(coldkey)!, MOST_GROWTH * paidShareOf(coldkey)));
  const filled = fillShares(totals, limitOf);
  const rest = Math.max(0, 1 - [...filled.values()].reduce((sum, share) => sum + share, 0));
  const excessOf = (coldkey: string) => Math.max(0, totals.get(coldkey)! - cap);
  const excess = [...totals.keys()].reduce((sum, coldkey) => sum + excessOf(coldkey), 0);
  // Where it has a place for nothing of it, everything stays as it is, to the last bit.
  const back = excess > 0 ? Math.min(1, rest / excess) : 0;
  for (const [coldkey, share] of filled)
    if (excessOf(coldkey) > 0)
      filled.set(coldkey, back > 1 - 1e-9 ? totals.get(coldkey)! : share + back * excessOf(coldkey));
  const capped = [...totals.keys()].filter((coldkey) => excessOf(coldkey) > 0);
  return {
    shares: new Map(
      [...shares].map(([uid, share]) => [uid, (share * filled.get(coldkeyOf(uid))!) / totals.get(coldkeyOf(uid))!])
    ),
    capped,
    over: capped.filter((coldkey) => filled.get(coldkey)! > cap + 1e-12)
  };
}
