// What one validator scored on this market lately, read from the contract's state.
import type { Hex, MarketChain } from '../chain/market-chain.ts';
import { evmAddressOf } from '../core/accounts/evm-address.ts';

export interface GivenScore {
  /** Public key of the miner's hotkey. */
  miner: Hex;
  /** 0 to 1. */
  score: number;
}

/** @param validator public key of its hotkey. @param sinceBlock scores before it are left out. */
export async function scoresOfValidator(
  chain: Pick<MarketChain, 'requestCount' | 'request' | 'submissions'>,
  validator: Hex,
  sinceBlock: number
): Promise<GivenScore[]> {
  const address = evmAddressOf(validator);
  const ids = Array.from({ length: await chain.requestCount() }, (_, id) => id);
  const requests = await Promise.all(ids.map((id) => chain.request(id)));
  const recent = requests.filter(({ scoringEndBlock }) => scoringEndBlock >= sinceBlock);
  const submissions = (await Promise.all(recent.map(({ id }) => chain.submissions(id)))).flat();
  return submissions.flatMap(({ hotkey, scores }) =>
    scores
      .filter(({ validator: by, block }) => by.toLowerCase() === address && block >= sinceBlock)
      .map(({ scorePpm }) => ({ miner: hotkey, score: scorePpm / 1_000_000 }))
  );
}
