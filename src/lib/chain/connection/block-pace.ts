// How fast a chain's blocks come, from the times they state themselves, and the time of the block read.
import type { ApiPromise } from '@polkadot/api';

export interface BlockPace {
  /** Time of the block, unix seconds. */
  nowSeconds: number;
  blockSeconds: number;
}

/** Far enough back for a mean, near enough that every node still has its state. */
const SPAN_BLOCKS = 60;
const BITTENSOR_BLOCK_SECONDS = 12;

/** @param block the number of the block whose hash is given. */
export async function readBlockPace(api: ApiPromise, block: number, hash: string): Promise<BlockPace> {
  const timeAt = async (at: string) => Number((await (await api.at(at)).query.timestamp!.now!()).toString()) / 1000;
  const nowSeconds = await timeAt(hash);
  const span = Math.min(SPAN_BLOCKS, block - 1);
  if (span < 2) return { nowSeconds, blockSeconds: BITTENSOR_BLOCK_SECONDS };
  try {
    const then = await timeAt((await api.rpc.chain.getBlockHash(block - span)).toHex());
    return { nowSeconds, blockSeconds: Math.max(0.001, (nowSeconds - then) / span) };
  } catch {
    return { nowSeconds, blockSeconds: BITTENSOR_BLOCK_SECONDS };
  }
}
