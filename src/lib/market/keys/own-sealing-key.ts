// Where the secret of a validator's published sealing key is.
import type { SealingKey } from '../../core/market/metagraph.ts';
import type { MarketChain } from '../../ports/market-chain.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { sealingKeyName } from '../../core/sealing/key-names.ts';
import { isDue, isExpired } from '../../core/sealing/keys-to-seal-to.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { sealingSecrets } from './sealing-secrets.ts';

/** `none`: the chain shows no key of this account; `elsewhere`: it shows one that the vault has no secret of. */
export type SealingKeyPlace = 'none' | 'here' | 'elsewhere';

export interface OwnSealingKey {
  place: SealingKeyPlace;
  /** The secret of the published key; where that is not here the first one of the vault, published or not. */
  kept: Uint8Array | null;
  published: Pick<SealingKey, 'publicKey' | 'expiresBlock'> | null;
  isExpired: boolean;
  /** Whether another key should take its place by now. */
  isDue: boolean;
}

/** Throws vault and chain errors. */
export async function ownSealingKey(
  chain: Pick<MarketChain, 'sealingKeys' | 'bestBlock'>,
  account: { address: string; publicKey: `0x${string}` },
  vault: Pick<KeyVault, 'get' | 'names'>
): Promise<OwnSealingKey> {
  const [first, secrets, keys, { number: block }] = await Promise.all([
    vault.get(sealingKeyName(account.publicKey)),
    sealingSecrets(vault, account.publicKey),
    chain.sealingKeys(),
    chain.bestBlock()
  ]);
  const published = keys.find(({ hotkey }) => hotkey === account.address) ?? null;
  if (!published) return { place: 'none', kept: first, published, isExpired: false, isDue: false };
  const own = secrets.find((secret) => toHex(sealingPublicKey(secret)) === toHex(published.publicKey));
  return {
    place: own ? 'here' : 'elsewhere',
    kept: own ?? first,
    published,
    isExpired: isExpired(published, block),
    isDue: isDue(published, block)
  };
}
