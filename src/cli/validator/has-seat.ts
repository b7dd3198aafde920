// Whether an account still has a seat in a request that is not over.
import type { MarketChain } from '#lib/ports/market-chain.ts';
import { findOwnSeat } from '#lib/market/request/own-seat.ts';

/** Throws chain errors. */
export async function hasSeat(
  chain: Pick<MarketChain, 'requestCount' | 'request' | 'electors'>,
  account: { publicKey: string }
): Promise<boolean> {
  for (let id = (await chain.requestCount()) - 1; id >= 0; id--) {
    const { stage } = await chain.request(id);
    if (stage === 'open' || stage === 'settled' || stage === 'refunded') continue;
    if (findOwnSeat(await chain.electors(id), account)) return true;
  }
  return false;
}
