// Storage of pallet_evm (code and contract storage), of the EVM chain id and of the base fee.
import { blake2Concat } from '../../frame/hashers.ts';
import { storageOf } from '../../frame/pallet.ts';
import { h160, hash } from '../../frame/runtime-types.ts';
import { map, mapKey, optionalMap, value } from '../../frame/storage-item.ts';
import { struct } from '../../scale/composites.ts';
import { bytes, u256, u64 } from '../../scale/primitives.ts';

const codeMetadata = struct('pallet_evm::CodeMetadata', { size: u64, hash });

export const evmStorage = storageOf('EVM', {
  AccountCodes: map([mapKey(blake2Concat, h160)], bytes, () => new Uint8Array()),
  AccountCodesMetadata: optionalMap([mapKey(blake2Concat, h160)], codeMetadata),
  AccountStorages: map([mapKey(blake2Concat, h160), mapKey(blake2Concat, hash)], hash, () => new Uint8Array(32))
});

/** A number that is clearly no public chain's (finney is 964, its test network 945). */
export const LOCAL_EVM_CHAIN_ID = 42n;
export const evmChainIdStorage = storageOf('EVMChainId', { ChainId: value(u64, LOCAL_EVM_CHAIN_ID) });

/** 20 gwei, subtensor's default; constant here. */
export const DEFAULT_BASE_FEE_WEI = 20_000_000_000n;
export const baseFeeStorage = storageOf('BaseFee', { BaseFeePerGas: value(u256, DEFAULT_BASE_FEE_WEI) });
