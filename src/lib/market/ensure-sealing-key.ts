// A validator's sealing key: made once, kept in the vault, its public half on chain.
import type { MarketChain } from '../chain/market-chain.ts';
import type { SigningAccount } from '../chain/signing-account.ts';
import { toHex } from '../core/benchmark/hex.ts';
import { sealingKeyName } from '../core/benchmark/key-names.ts';
import { sealingPublicKey } from '../core/benchmark/sealing-key-pair.ts';
import type { KeyVault } from '../store/key-vault.ts';

/** Makes and publishes the key where that has not happened; returns the secret. */
export async function ensureSealingKey(
  chain: MarketChain,
  account: SigningAccount,
  vault: KeyVault,
  randomBytes: (length: number) => Uint8Array
): Promise<{ secretKey: Uint8Array; published: boolean }> {
  const name = sealingKeyName(account.publicKey);
  const secretKey = (await vault.get(name)) ?? randomBytes(32);
  await vault.put(name, secretKey);
  const publicKey = sealingPublicKey(secretKey);
  const onChain = (await chain.sealingKeys()).find(({ hotkey }) => hotkey === account.address);
  if (onChain && toHex(onChain.publicKey) === toHex(publicKey)) return { secretKey, published: false };
  await chain.publishSealingKey(account, publicKey);
  return { secretKey, published: true };
}
