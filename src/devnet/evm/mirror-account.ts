// The Substrate account that holds an EVM address's balance: blake2_256("evm:" ++ address) (HashedAddressMapping).
import { stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2_256 } from '../frame/hashers.ts';
import { EXISTENTIAL_DEPOSIT_RAO } from '../pallets/balances.ts';

const PREFIX = stringToU8a('evm:');

/** @param address 20 bytes. @returns 32 bytes. */
export const mirrorAccount = (address: Uint8Array): Uint8Array => blake2_256(u8aConcat(PREFIX, address));

/** 1 rao = 1e9 wei: TAO has 9 decimals, the EVM counts in 18. */
export const WEI_PER_RAO = 1_000_000_000n;

/** What contracts and `eth_getBalance` see of a balance in rao: all but the existential deposit (pallet_evm's `account_basic`). */
export const visibleRao = (free: bigint): bigint =>
  free > EXISTENTIAL_DEPOSIT_RAO ? free - EXISTENTIAL_DEPOSIT_RAO : 0n;
