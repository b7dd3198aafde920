// Divides whole rao in proportion, to the last one: what rounding leaves goes to the largest remainders.

const SCALE = 2 ** 40;

/**
 * @param parts key -> part of at least 0, any scale; together above 0
 * @returns key -> rao, together exactly `rao`. Equal remainders: the key that comes first in the map.
 */
export function splitRao<Key>(rao: bigint, parts: ReadonlyMap<Key, number>): Map<Key, bigint> {
  const largest = Math.max(...parts.values());
  const whole = [...parts].map(([key, part]) => [key, BigInt(Math.round((part / largest) * SCALE))] as const);
  const total = whole.reduce((sum, [, part]) => sum + part, 0n);
  const shares = whole.map(([key, part]) => ({ key, rao: (rao * part) / total, rest: (rao * part) % total }));
  let left = rao - shares.reduce((sum, share) => sum + share.rao, 0n);
  for (const share of shares.toSorted((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : 0))) {
    if (left === 0n) break;
    share.rao += 1n;
    left -= 1n;
  }
  return new Map(shares.map(({ key, rao: share }) => [key, share]));
}
