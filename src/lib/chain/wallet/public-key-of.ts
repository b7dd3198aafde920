// The key behind an address as people and documents write it.
import { u8aToHex } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';

/** Public key of an SS58 address of any network; null for a text that is none. */
export function publicKeyOf(address: string): `0x${string}` | null {
  try {
    return u8aToHex(decodeAddress(address));
  } catch {
    return null;
  }
}
