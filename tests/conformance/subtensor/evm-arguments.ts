// What the script's EVM steps share: a key's EVM address, the gas and fee they are sent with, balances.
import { u8aToHex } from '@polkadot/util';
import type { Hex } from 'viem';
import { evmAddressOf } from '#lib/core/accounts/evm-address.ts';
import type { ChainUnderTest } from './chain-under-test.ts';

const MAX_FEE_WEI = 100_000_000_000n;

export const evmOf = (chain: ChainUnderTest, uri: string): Hex => evmAddressOf(u8aToHex(chain.account(uri).publicKey));

export const evmArgs = (source: Hex) => ({
  source,
  value: 0n,
  gasLimit: 6_000_000,
  maxFeePerGas: MAX_FEE_WEI,
  maxPriorityFeePerGas: null,
  nonce: null,
  accessList: [],
  authorizationList: []
});

export const freeOf = async (chain: ChainUnderTest, address: string) =>
  ((await chain.read('system.account', address)) as { data: { free: number | string } }).data.free;
