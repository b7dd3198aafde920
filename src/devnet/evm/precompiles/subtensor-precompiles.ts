// The precompiles at subtensor's addresses (`precompiles/src/lib.rs`), and its non-standard set of the low ones.
import type { Common } from '@ethereumjs/common';
import { EVMError, getActivePrecompiles, type CustomPrecompile, type PrecompileInput } from '@ethereumjs/evm';
import { createAddressFromBigInt } from '@ethereumjs/util';
import { mirrorAccount } from '../mirror-account.ts';
import type { EvmHost } from '../evm-host.ts';
import { balanceTransferFunctions } from './balance-transfer.ts';
import { metagraphFunctions, READ_GAS } from './metagraph.ts';
import { solidityPrecompile, type SolidityFunction } from './solidity-function.ts';
import { stakingFunctions } from './staking-v2.ts';
import { verifyFunctions } from './verify-signature.ts';

const addressOf = (index: number) => createAddressFromBigInt(BigInt(index));
const STANDARD_BN254_ADD = '0000000000000000000000000000000000000006';
/** Ethereum's precompiles from 10 on (KZG, BLS) that subtensor does not have. */
const ABSENT = Array.from({ length: 8 }, (_, i) => 10 + i);

export function subtensorPrecompiles(evm: () => EvmHost, common: Common): CustomPrecompile[] {
  const context = () => evm().chainState.context;
  const state = () => context().state;
  const valueWei = () => evm().currentMessage?.value ?? 0n;
  const serve = (index: number, functions: readonly SolidityFunction[]): CustomPrecompile => {
    const run = solidityPrecompile(functions, valueWei);
    return { address: addressOf(index), function: (input) => (isBorrowed(evm()) ? refuse(input) : run(input)) };
  };
  return [
    ...ABSENT.map((index) => ({ address: addressOf(index) })),
    { address: addressOf(6) },
    { address: addressOf(9), function: getActivePrecompiles(common).get(STANDARD_BN254_ADD)! },
    serve(0x402, verifyFunctions('ed25519')),
    serve(0x403, verifyFunctions('sr25519')),
    serve(0x800, balanceTransferFunctions(context, addressOf(0x800).bytes, valueWei)),
    serve(0x802, metagraphFunctions(state)),
    serve(0x805, stakingFunctions(state)),
    serve(0x80c, [{ signature: 'addressMapping(address)', gas: READ_GAS, run: (args) => mirrorAccount(args.bytes(0)) }])
  ];
}

/** DELEGATECALL and CALLCODE would run a precompile with someone else's value and storage: subtensor refuses them. */
function isBorrowed(evm: EvmHost): boolean {
  const message = evm.currentMessage;
  return message !== undefined && (message.delegatecall || !message.codeAddress.equals(message.to!));
}

const refuse = ({ gasLimit }: PrecompileInput) => ({
  executionGasUsed: gasLimit,
  returnValue: new Uint8Array(),
  exceptionError: new EVMError(EVMError.errorMessages.REVERT)
});
