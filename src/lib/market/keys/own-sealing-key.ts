// Where the secret of a validator's published sealing key is.
import type { MarketChain } from '../../ports/market-chain.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { sealingKeyName } from '../../core/sealing/key-names.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import type { KeyVault } from '../../ports/key-vault.ts';

/** `none`: the chain shows no key of this account; `elsewhere`: it shows another one than the vault's. */
export type SealingKeyPlace = 'none' | 'here' | 'elsewhere';

/** @returns the vault's secret as well, published or not. Throws vault and chain errors. */
export async function ownSealingKey(
  chain: Pick<MarketChain, 'sealingKeys'>,
  account: { address: string; publicKey: `0x${string}` },
  vault: Pick<KeyVault, 'get'>
): Promise<{ place: SealingKeyPlace; kept: Uint8Array | null }> {
  const [kept, keys] = await Promise.all([vault.get(sealingKeyName(account.publicKey)), chain.sealingKeys()]);
  const onChain = keys.find(({ hotkey }) => hotkey === account.address);
  if (!onChain) return { place: 'none', kept };
  const isHere = kept !== null && toHex(onChain.publicKey) === toHex(sealingPublicKey(kept));
  return { place: isHere ? 'here' : 'elsewhere', kept };
}
