// Shares in proportion, none above its own limit: what one is over it goes to the others, in proportion (water filling).

/**
 * @param wanted key -> at least 0, any scale
 * @param limitOf largest share of a key, at least 0
 * @returns key -> share, together 1, or less where all limits together are less. Zero stays zero.
 */
export function fillShares<Key>(wanted: ReadonlyMap<Key, number>, limitOf: (key: Key) => number): Map<Key, number> {
  const shares = new Map<Key, number>();
  let open = [...wanted].filter(([, part]) => part > 0);
  let left = 1;
  // Each round fixes at least one more, or ends.
  while (open.length > 0) {
    const total = open.reduce((sum, [, part]) => sum + part, 0);
    const factor = left / total;
    const over = open.filter(([key, part]) => part * factor > limitOf(key));
    if (over.length === 0) {
      for (const [key, part] of open) shares.set(key, part * factor);
      break;
    }
    for (const [key] of over) {
      shares.set(key, limitOf(key));
      left = Math.max(0, left - limitOf(key));
    }
    open = open.filter(([key]) => !shares.has(key));
  }
  return new Map([...wanted].map(([key]) => [key, shares.get(key) ?? 0]));
}
