// Every X25519 secret that a vault keeps for a validator: boxes sealed to an earlier key stay readable.
import { isSealingKeyOf } from '../../core/sealing/key-names.ts';
import type { KeyVault } from '../../ports/key-vault.ts';

/** Throws vault errors. */
export async function sealingSecrets(
  vault: Pick<KeyVault, 'get' | 'names'>,
  hotkeyPublicKey: string
): Promise<Uint8Array[]> {
  const names = (await vault.names()).filter((name) => isSealingKeyOf(name, hotkeyPublicKey));
  const secrets = await Promise.all(names.map((name) => vault.get(name)));
  return secrets.filter((secret) => secret !== null);
}
