// Two limits for each coldkey over all its uids. The cap: what is over it goes to the others in proportion. And what was paid:
// nobody gets more than `MOST_GROWTH` times its share of that, whatever scores, mix and cap say, and what then has no place
// stays with those whom the cap held down. A cap that poured all of it over the others would make a dust payment beside one
// large miner worth three quarters of the vector.
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
 * @param paidShareOf the share of a coldkey in what was paid; of all these together at least a half.
 */
export function capByColdkey(
  shares: ReadonlyMap<number, number>,
  coldkeyOf: (uid: number) => string,
  cap: number,
  paidShareOf: (coldkey: string) => number
): CappedShares {
  const totals = new Map<string, number>();
  for (const [uid, share] of shares) totals.set(coldkeyOf(uid), (totals.get(coldkeyOf(uid)) ?? 0) + share);
  const mostOf = (coldkey: string) => MOST_GROWTH * paidShareOf(coldkey);
  const paid = fillShares(totals, mostOf);
  const filled = fillShares(paid, (coldkey) => Math.min(cap, Math.max(paid.get(coldkey)!, mostOf(coldkey))));
  const excessOf = (coldkey: string) => Math.max(0, paid.get(coldkey)! - cap);
  const excess = sumOf([...paid.keys()].map(excessOf));
  const back = excess > 0 ? Math.min(1, Math.max(0, 1 - sumOf(filled.values())) / excess) : 0;
  for (const [coldkey, share] of filled)
    if (excessOf(coldkey) > 0)
      // Where there is a place for nothing of it, everything stays as it is, to the last bit.
      filled.set(coldkey, back > 1 - 1e-9 ? paid.get(coldkey)! : share + back * excessOf(coldkey));
  const capped = [...paid.keys()].filter((coldkey) => excessOf(coldkey) > 1e-12);
  return {
    shares: new Map(
      [...shares].map(([uid, share]) => [uid, (share * filled.get(coldkeyOf(uid))!) / totals.get(coldkeyOf(uid))!])
    ),
    capped,
    over: capped.filter((coldkey) => filled.get(coldkey)! > cap + 1e-12)
  };
}

const sumOf = (shares: Iterable<number>): number => [...shares].reduce((total, share) => total + share, 0);
