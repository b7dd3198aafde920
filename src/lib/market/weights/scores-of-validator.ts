// What one validator scored on this market lately, read from the contract's state.
import type { MarketChain } from '../../ports/market-chain.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { requestWindows } from '../request/request-windows.ts';

export interface GivenScore {
  /** The request it was given in. */
  requestId: number;
  /** Public key of the miner's hotkey. */
  miner: Hex;
  /** 0 to 1. */
  score: number;
}

/**
 * Its own revealed scores, struck ones left out: a jury found them wrong.
 * @param validator public key of its hotkey. @param sinceBlock scores revealed before it are left out.
 */
export async function scoresOfValidator(
  chain: Pick<MarketChain, 'requestCount' | 'request' | 'submissions'>,
  validator: Hex,
  sinceBlock: number
): Promise<GivenScore[]> {
  const ids = Array.from({ length: await chain.requestCount() }, (_, id) => id);
  const requests = await Promise.all(ids.map((id) => chain.request(id)));
  const recent = requests.filter((request) => (requestWindows(request).scoreRevealEnd ?? -1) >= sinceBlock);
  const submissions = (await Promise.all(recent.map(({ id }) => chain.submissions(id)))).flat();
  return submissions.flatMap(({ requestId, hotkey, scores }) =>
    scores
      .filter((score) => score.hotkey === validator && score.block >= sinceBlock && !score.isStruck)
      .map(({ scorePpm }) => ({ requestId, miner: hotkey, score: scorePpm / 1_000_000 }))
  );
}
