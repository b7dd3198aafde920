// Signs readable text with an account's key, wrapped in <Bytes> as wallets do, and verifies such signatures.
import { hexToU8a, isHex, stringToU8a, u8aToHex, u8aWrapBytes } from '@polkadot/util';
import { decodeAddress, sr25519Verify } from '@polkadot/util-crypto';
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

const SIGNATURE_BYTES = 64;
/** Of sr25519, where a wallet names the kind of its signature before it. */
const SR25519_KIND = 1;

/**
 * Whether the sr25519 signature over the text is by that key. Signatures of other kinds over the same 32 bytes are none: the chain
 * knows a hotkey as an sr25519 key. Never throws on malformed input.
 */
export function verifyStatement(text: string, signature: string, hotkey: string): boolean {
  try {
    if (!isHex(signature)) return false;
    const given = hexToU8a(signature);
    const bytes = given.length === SIGNATURE_BYTES + 1 && given[0] === SR25519_KIND ? given.subarray(1) : given;
    if (bytes.length !== SIGNATURE_BYTES) return false;
    const key = decodeAddress(hotkey);
    // A wallet may sign the text as it is given, without the tags.
    return [u8aWrapBytes(stringToU8a(text)), stringToU8a(text)].some((signed) => sr25519Verify(signed, bytes, key));
  } catch {
    return false;
  }
}
