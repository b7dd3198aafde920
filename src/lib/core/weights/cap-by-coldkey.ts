// No coldkey gets more than a share: what it is over the cap goes to the others in proportion (water filling), so that
// one owner with many uids gains nothing by having them.

export interface CappedShares {
  shares: Map<number, number>;
  /** The cap that holds: the one asked for, or an even split where there are too few coldkeys for it. */
  cap: number;
  /** Coldkeys held down to it. */
  capped: string[];
}

/**
 * @param shares uid -> share, together 1.
 * @param coldkeyOf the coldkey of each of these uids.
 * @param asked largest share of one coldkey, in (0, 1].
 */
export function capByColdkey(
  shares: ReadonlyMap<number, number>,
  coldkeyOf: (uid: number) => string,
  asked: number
): CappedShares {
  const totals = new Map<string, number>();
  for (const [uid, share] of shares) totals.set(coldkeyOf(uid), (totals.get(coldkeyOf(uid)) ?? 0) + share);
  if (totals.size === 0) return { shares: new Map(), cap: asked, capped: [] };
  const cap = Math.max(asked, 1 / totals.size);
  const capped = new Set<string>();
  let factor = 1;
  // Each round caps at least one more coldkey, or ends.
  for (;;) {
    const free = [...totals].filter(([coldkey]) => !capped.has(coldkey));
    const freeTotal = free.reduce((sum, [, total]) => sum + total, 0);
    factor = freeTotal > 0 ? (1 - cap * capped.size) / freeTotal : 0;
    const over = free.filter(([, total]) => total * factor > cap);
    if (over.length === 0) break;
    for (const [coldkey] of over) capped.add(coldkey);
  }
  const scaleOf = (coldkey: string) => (capped.has(coldkey) ? cap / totals.get(coldkey)! : factor);
  return {
    shares: new Map([...shares].map(([uid, share]) => [uid, share * scaleOf(coldkeyOf(uid))])),
    cap,
    capped: [...capped]
  };
}
