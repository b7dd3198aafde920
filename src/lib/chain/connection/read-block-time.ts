// When a past block was made, from the `timestamp.set` that it begins with: bodies are kept where old states are not.
import type { ChainConnection } from './connect-chain.ts';

interface RpcBlock {
  block: { extrinsics: `0x${string}`[] };
}

/** Milliseconds since 1970; null where the node has no such block, or the block says no time. */
export async function readBlockTime(
  { api, rpc }: Pick<ChainConnection, 'api' | 'rpc'>,
  number: number
): Promise<number | null> {
  const hash = await rpc<string | null>('chain_getBlockHash', [number]);
  const found = hash === null ? null : await rpc<RpcBlock | null>('chain_getBlock', [hash]);
  for (const bytes of found?.block.extrinsics ?? []) {
    try {
      const { method } = api.createType('Extrinsic', bytes);
      if (method.section === 'timestamp' && method.method === 'set') return Number(method.args[0]!.toString());
    } catch {
      // A call of another runtime than this page knows.
    }
  }
  return null;
}
