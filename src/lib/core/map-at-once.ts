// Work on many things, so many of them at once: a market has as many requests as strangers open.

/**
 * The results, in the order of the items.
 * @param atOnce how many are at work at the most.
 * @throws what the work throws first, or the signal's reason; nothing more is begun then.
 */
export async function mapAtOnce<A, B>(
  items: readonly A[],
  atOnce: number,
  work: (item: A) => Promise<B>,
  signal?: AbortSignal
): Promise<B[]> {
  const results: B[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) {
      signal?.throwIfAborted();
      results[at] = await work(items[at]!);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  } finally {
    next = items.length;
  }
  return results;
}
