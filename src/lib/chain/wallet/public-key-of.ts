// The key behind an address as people and documents write it.
import { isHex, u8aToHex } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';

const PUBLIC_KEY_BYTES = 32;

/** Public key of an SS58 address of any network; null for a text that is none, hexadecimal digits and short indices included. */
export function publicKeyOf(address: string): `0x${string}` | null {
  // What reads addresses takes digits for a key, whoever wrote them and without a checksum.
  if (isHex(address)) return null;
  try {
    const key = decodeAddress(address);
    return key.length === PUBLIC_KEY_BYTES ? u8aToHex(key) : null;
  } catch {
    return null;
  }
}
