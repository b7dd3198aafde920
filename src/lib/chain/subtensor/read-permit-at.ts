// Whether a hotkey had a validator permit at a past block.
import type { ChainConnection } from '../connection/connect-chain.ts';

/** Null where the node has forgotten that block. @param place.hotkey its ss58 address as this chain writes it. */
export async function readPermitAt(
  { api }: ChainConnection,
  netuid: number,
  { hotkey, block }: { hotkey: string; block: number }
): Promise<boolean | null> {
  try {
    const at = await api.at(await api.rpc.chain.getBlockHash(block));
    const { uids, keys, validatorPermit } = at.query.subtensorModule!;
    const uid = (await uids!(netuid, hotkey)).toJSON() as number | null;
    if (uid === null) return false;
    const [named, permits] = await Promise.all([keys!(netuid, uid), validatorPermit!(netuid)]);
    // The same key under the address of another network is nobody's here.
    return named.toString() === hotkey && ((permits.toJSON() as boolean[])[uid] ?? false);
  } catch {
    return null;
  }
}
