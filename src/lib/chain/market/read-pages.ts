// A list that the contract gives in pages, whole: a page at a time until one is not full.

/** @param readPage up to `count` items from number `from` on. */
export async function readPages<T>(
  readPage: (from: bigint, count: bigint) => Promise<readonly T[]>,
  pageLength = 32
): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const page = await readPage(BigInt(items.length), BigInt(pageLength));
    items.push(...page);
    if (page.length < pageLength) return items;
  }
}
