// The native account that pays for a contract call: the one that holds the balance of the caller's EVM address.
// Source: subtensor runtime, `HashedAddressMapping<BlakeTwo256>`.
import { hexToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsU8a, encodeAddress } from '@polkadot/util-crypto';

/** SS58 address of the native account that holds an EVM address's balance: blake2_256("evm:" || address). */
export function mirrorAddressOf(evmAddress: `0x${string}`): string {
  return encodeAddress(blake2AsU8a(u8aConcat(stringToU8a('evm:'), hexToU8a(evmAddress)), 256), 42);
}
