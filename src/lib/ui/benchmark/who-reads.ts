// Whose key a hidden part would be sealed to now, and whose has expired.
import { keysToSealTo } from '../../core/sealing/keys-to-seal-to.ts';
import type { MarketChain } from '../../ports/market-chain.ts';

export interface Readers {
  uids: number[];
  expired: number[];
}

/** Throws chain errors. */
export async function whoReads(chain: Pick<MarketChain, 'sealingKeys' | 'bestBlock'>): Promise<Readers> {
  const { recipients, expired } = keysToSealTo(await chain.sealingKeys(), (await chain.bestBlock()).number);
  return { uids: recipients.map(({ uid }) => uid), expired: expired.map(({ uid }) => uid) };
}
