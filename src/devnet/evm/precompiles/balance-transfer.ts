// 0x800: transfer(bytes32) payable pays the sent value to a native account; it leaves through the precompile's mirror.
import { DispatchFailure } from '../../frame/pallet.ts';
import { transfer } from '../../pallets/balances.ts';
import type { EvmContext } from '../evm-context.ts';
import { mirrorAccount, WEI_PER_RAO } from '../mirror-account.ts';
import { PrecompileFailure, type SolidityFunction } from './solidity-function.ts';

/** About the weight of a transfer at subtensor's 40,000 ps a gas. */
const TRANSFER_GAS = 6400n;

export function balanceTransferFunctions(
  context: () => EvmContext,
  address: Uint8Array,
  valueWei: () => bigint
): SolidityFunction[] {
  return [
    {
      signature: 'transfer(bytes32)',
      gas: TRANSFER_GAS,
      payable: true,
      run: (args) => {
        const rao = valueWei() / WEI_PER_RAO;
        if (rao === 0n) return;
        try {
          transfer(context(), mirrorAccount(address), args.bytes(0), rao, 'AllowDeath');
        } catch (error) {
          if (error instanceof DispatchFailure)
            throw new PrecompileFailure('revert', `dispatch failed: ${error.message}`);
          throw error;
        }
      }
    }
  ];
}
