// Signing accounts from secret URIs (`//Alice`, a mnemonic, a hex seed): development accounts and key files.
import { Keyring } from '@polkadot/keyring';
import { u8aToHex } from '@polkadot/util';
import { cryptoWaitReady, keyExtractSuri, mnemonicValidate } from '@polkadot/util-crypto';
import { AppError } from '../../core/error/app-error.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';

/**
 * @param uri secret URI: `//Name`, mnemonic, or 0x-seed, with optional derivation.
 * @throws AppError `account/invalid-secret` when it is none of these (the secret itself is never part of the error).
 */
export async function accountFromUri(
  uri: string,
  name: string,
  source: 'development' | 'key-file'
): Promise<SigningAccount> {
  await cryptoWaitReady();
  try {
    requireRealSecret(uri.trim());
    const pair = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri.trim());
    return { address: pair.address, publicKey: u8aToHex(pair.publicKey), name, source, key: { kind: 'pair', pair } };
  } catch (cause) {
    throw new AppError('account/invalid-secret', 'This is not a secret phrase, seed or development account.', {
      hints: ['Give a 12- or 24-word phrase, a 0x-prefixed 32-byte seed, or a development account such as //Alice.'],
      cause
    });
  }
}

/** polkadot-js pads any short text to a seed; here only a development path, a checked phrase or a whole seed counts. */
function requireRealSecret(uri: string): void {
  if (uri.startsWith('//')) return;
  const { phrase } = keyExtractSuri(uri);
  if (!/^0x[0-9a-fA-F]{64}$/.test(phrase) && !mnemonicValidate(phrase)) throw new Error('not a secret');
}
