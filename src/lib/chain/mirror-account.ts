// The two accounts a contract call touches: the EVM address of an sr25519 key, and the native account that pays for it.
// Source: subtensor runtime, `EnsureAddressTruncated` and `HashedAddressMapping<BlakeTwo256>`.
import { hexToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsU8a, encodeAddress } from '@polkadot/util-crypto';

/** msg.sender of a key's contract calls: the first 20 bytes of its public key. */
export function evmAddressOf(publicKey: `0x${string}`): `0x${string}` {
  return publicKey.slice(0, 42).toLowerCase() as `0x${string}`;
}

/** SS58 address of the native account that holds an EVM address's balance: blake2_256("evm:" || address). */
export function mirrorAddressOf(evmAddress: `0x${string}`): string {
  return encodeAddress(blake2AsU8a(u8aConcat(stringToU8a('evm:'), hexToU8a(evmAddress)), 256), 42);
}
