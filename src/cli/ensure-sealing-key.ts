// A validator's sealing key for the command: made once, kept in the vault, its public half on chain.
import { randomBytes } from 'node:crypto';
import type { MarketChain } from '#lib/chain/market-chain.ts';
import type { SigningAccount } from '#lib/chain/signing-account.ts';
import { sealingPublicKey } from '#lib/core/benchmark/sealing-key-pair.ts';
import { sealingKeyName } from '#lib/core/benchmark/key-names.ts';
import type { KeyVault } from '#lib/store/key-vault.ts';

/** Makes and publishes the key where that has not happened; returns the secret. */
export async function ensureSealingKey(
  chain: MarketChain,
  account: SigningAccount,
  vault: KeyVault
): Promise<{ secretKey: Uint8Array; published: boolean }> {
  const name = sealingKeyName(account.publicKey);
  const secretKey = (await vault.get(name)) ?? Uint8Array.from(randomBytes(32));
  await vault.put(name, secretKey);
  const publicKey = sealingPublicKey(secretKey);
  const onChain = (await chain.sealingKeys()).find(({ hotkey }) => hotkey === account.address);
  if (onChain && Buffer.compare(onChain.publicKey, publicKey) === 0) return { secretKey, published: false };
  await chain.publishSealingKey(account, publicKey);
  return { secretKey, published: true };
}
