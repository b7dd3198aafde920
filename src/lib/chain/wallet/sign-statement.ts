// Signs readable text with an account's key, wrapped in <Bytes> as wallets do, and verifies such signatures.
import { stringToU8a, u8aToHex, u8aWrapBytes } from '@polkadot/util';
import { signatureVerify } from '@polkadot/util-crypto';
import { AppError } from '../../core/error/app-error.ts';
import { explainSubmitError } from '../tx/explain-chain-error.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';

/** @returns the sr25519 signature as hex, or null when the user refuses. */
export async function signStatement(account: SigningAccount, text: string): Promise<`0x${string}` | null> {
  const bytes = u8aWrapBytes(stringToU8a(text));
  if (account.key.kind === 'pair') return u8aToHex(account.key.pair.sign(bytes));
  const { signRaw } = account.key.signer;
  if (!signRaw)
    throw new AppError('wallet/cannot-sign-text', 'This wallet cannot sign text.', {
      hints: ['Use another wallet for validating.']
    });
  try {
    const { signature } = await signRaw({ address: account.address, data: u8aToHex(bytes), type: 'bytes' });
    return signature;
  } catch (thrown) {
    const error = explainSubmitError(thrown);
    if (error === null) return null;
    throw error;
  }
}

/** Whether the signature over the text is by that key. Never throws on malformed input. */
export function verifyStatement(text: string, signature: string, hotkey: string): boolean {
  try {
    return signatureVerify(u8aWrapBytes(stringToU8a(text)), signature, hotkey).isValid;
  } catch {
    return false;
  }
}
