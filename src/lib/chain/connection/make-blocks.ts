// Makes blocks of a local chain at once. In parts: an answer that takes a minute counts as lost.
const MOST_AT_ONCE = 500;

/** @param rpc of a chain that knows `dev_newBlock`. */
export async function makeBlocks(
  rpc: (method: string, params: unknown[]) => Promise<unknown>,
  count: number
): Promise<void> {
  for (let made = 0; made < count; made += MOST_AT_ONCE)
    await rpc('dev_newBlock', [{ count: Math.min(MOST_AT_ONCE, count - made) }]);
}
