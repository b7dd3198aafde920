// Makes blocks of a local chain at once. In parts: an answer that takes a minute counts as lost.
const MOST_AT_ONCE = 500;

/**
 * @param rpc of a chain that knows `dev_newBlock`.
 * @param token what the chain's `dev_*` methods ask for; null: nothing, as in the tab that owns it.
 */
export async function makeBlocks(
  rpc: (method: string, params: unknown[]) => Promise<unknown>,
  count: number,
  token: string | null
): Promise<void> {
  for (let made = 0; made < count; made += MOST_AT_ONCE)
    await rpc('dev_newBlock', [{ count: Math.min(MOST_AT_ONCE, count - made), ...(token !== null && { token }) }]);
}
