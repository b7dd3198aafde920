// The validators that a benchmark can be sealed to: without one it could be read by nobody.
import { AppError } from '../../core/error/app-error.ts';
import type { SealingKey } from '../../core/market/metagraph.ts';
import { expiredKeysSentence, keysToSealTo } from '../../core/sealing/keys-to-seal-to.ts';
import type { MarketChain } from '../../ports/market-chain.ts';

/**
 * @returns the keys that are sealed to now, and the uids of those that have expired.
 * @throws AppError `request/no-validators`.
 */
export async function requireSealingKeys(
  chain: Pick<MarketChain, 'sealingKeys' | 'bestBlock'>
): Promise<{ recipients: SealingKey[]; expiredKeys: number[] }> {
  const { recipients, expired } = keysToSealTo(await chain.sealingKeys(), (await chain.bestBlock()).number);
  const expiredKeys = expired.map(({ uid }) => uid);
  if (recipients.length > 0) return { recipients, expiredKeys };
  const sentence = expiredKeysSentence(expiredKeys);
  throw new AppError('request/no-validators', 'No permitted validator has published a key to seal the benchmark to.', {
    hints: [
      ...(sentence ? [sentence] : []),
      'Ask a validator to open the Validate page once and publish its key, then try again.'
    ]
  });
}
