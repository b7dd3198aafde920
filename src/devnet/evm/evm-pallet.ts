// pallet_evm: Solidity contracts called from Substrate accounts. Index 22; also EVMChainId (23) and BaseFee (25).
// The sender of a call is the first 20 bytes of the signer's public key (EnsureAddressTruncated).
import { mirrorAccount } from './mirror-account.ts';
import { EvmExecutor, type EvmOutcome, type EvmTransaction } from './execute-transaction.ts';
import type { EvmContext } from './evm-context.ts';
import type { DispatchContext } from '../frame/dispatch-context.ts';
import { call, DispatchFailure, errorsOf, eventsOf, type PalletDeclaration } from '../frame/pallet.ts';
import { type Origin, type PostDispatch } from '../frame/declarations.ts';
import { h160, hash, taoBalance } from '../frame/runtime-types.ts';
import { option, struct, tuple, vec } from '../scale/composites.ts';
import { bytes, u256, u64 } from '../scale/primitives.ts';
import { transfer } from '../pallets/balances.ts';
import { baseFeeStorage, evmChainIdStorage, evmStorage } from '../pallets/evm/evm-storage.ts';
import { sameKey } from '../pallets/subtensor/same-key.ts';
import { authorizationItem } from '../pallets/evm/authorization.ts';

const PALLET = 'EVM';

const log = struct('ethereum::log::Log', { address: h160, topics: vec(hash), data: bytes });
export const evmEvents = eventsOf(PALLET, 22, {
  Log: { index: 0, fields: { log } },
  Created: { index: 1, fields: { address: h160 } },
  CreatedFailed: { index: 2, fields: { address: h160 } },
  Executed: { index: 3, fields: { address: h160 } },
  ExecutedFailed: { index: 4, fields: { address: h160 } }
});

export const evmErrors = errorsOf(PALLET, 22, [
  'BalanceLow',
  'FeeOverflow',
  'PaymentOverflow',
  'WithdrawFailed',
  'GasPriceTooLow',
  'InvalidNonce',
  'GasLimitTooLow',
  'GasLimitTooHigh',
  'InvalidChainId',
  'InvalidSignature',
  'Reentrancy',
  'TransactionMustComeFromEOA',
  'Undefined',
  'CreateOriginNotAllowed'
]);

const accessList = vec(tuple(h160, vec(hash)));
const gasArgs = {
  value: u256,
  gas_limit: u64,
  max_fee_per_gas: u256,
  max_priority_fee_per_gas: option(u256),
  nonce: option(u256),
  access_list: accessList,
  authorization_list: vec(authorizationItem)
};

/** Runs the transactions of blocks; views have their own. */
const executor = new EvmExecutor();
/** As the gas limit is weight of its own, the fee counts only the extrinsic. */
const EVM_REF_TIME = 200_000_000n;

export const evm: PalletDeclaration = {
  name: PALLET,
  index: 22,
  path: 'pallet_evm::pallet',
  storage: evmStorage as PalletDeclaration['storage'],
  events: evmEvents,
  errors: evmErrors,
  constants: {},
  calls: {
    withdraw: call({
      index: 0,
      args: { address: h160, value: taoBalance },
      dispatch: (context, origin, { address, value }) => {
        const account = ensureTruncated(origin, address);
        transfer(context, mirrorAccount(address), account, value, 'AllowDeath');
      }
    }),
    call: call({
      index: 1,
      args: { source: h160, target: h160, input: bytes, ...gasArgs },
      refTime: EVM_REF_TIME,
      dispatch: async (context, origin, args) => {
        ensureTruncated(origin, args.source);
        const outcome = await execute(context, {
          from: args.source,
          to: args.target,
          data: args.input,
          ...gasOf(args)
        });
        context.deposit(outcome.type === 'succeeded' ? evmEvents.Executed : evmEvents.ExecutedFailed, {
          address: args.target
        });
        return FREE;
      }
    }),
    create: call({
      index: 2,
      args: { source: h160, init: bytes, ...gasArgs },
      refTime: EVM_REF_TIME,
      dispatch: async (context, origin, args) => {
        ensureTruncated(origin, args.source);
        return reportCreation(context, await execute(context, { from: args.source, data: args.init, ...gasOf(args) }));
      }
    }),
    create2: call({
      index: 3,
      args: { source: h160, init: bytes, salt: hash, ...gasArgs },
      refTime: EVM_REF_TIME,
      dispatch: async (context, origin, args) => {
        ensureTruncated(origin, args.source);
        const outcome = await execute(context, { from: args.source, data: args.init, salt: args.salt, ...gasOf(args) });
        return reportCreation(context, outcome);
      }
    })
  }
};

/** The gas was paid from the mirror account: the transaction itself is free. */
const FREE: PostDispatch = { paysFee: false };

function ensureTruncated(origin: Origin, address: Uint8Array): Uint8Array {
  if (origin.type !== 'Signed' || !sameKey(origin.account.slice(0, 20), address))
    throw new DispatchFailure({ type: 'BadOrigin' });
  return origin.account;
}

interface GasArguments {
  value: bigint;
  gas_limit: bigint;
  max_fee_per_gas: bigint;
  max_priority_fee_per_gas: bigint | undefined;
  nonce: bigint | undefined;
  access_list: (readonly [Uint8Array, Uint8Array[]])[];
}

const gasOf = (args: GasArguments) => ({
  valueWei: args.value,
  gasLimit: args.gas_limit,
  maxFeePerGas: args.max_fee_per_gas,
  maxPriorityFeePerGas: args.max_priority_fee_per_gas,
  nonce: args.nonce,
  accessList: args.access_list.map(([address, storageKeys]) => ({ address, storageKeys }))
});

type Executed = Exclude<EvmOutcome, { type: 'refused' }>;

/** Runs it and deposits its logs. @throws DispatchFailure when it cannot even begin. */
async function execute(context: DispatchContext, transaction: EvmTransaction): Promise<Executed> {
  const outcome = await executor.execute(context as EvmContext, transaction, 'transaction');
  if (outcome.type === 'refused') throw new DispatchFailure(evmErrors[outcome.reason]);
  if (outcome.type === 'succeeded')
    for (const [address, topics, data] of outcome.logs) {
      context.deposit(evmEvents.Log, { log: { address, topics, data } });
      context.recordEvmLog({ address, topics, data });
    }
  return outcome;
}

function reportCreation(context: DispatchContext, outcome: Executed): PostDispatch {
  const address = outcome.createdAddress ?? new Uint8Array(20);
  context.deposit(outcome.type === 'succeeded' ? evmEvents.Created : evmEvents.CreatedFailed, { address });
  return FREE;
}

export const evmChainId: PalletDeclaration = {
  name: 'EVMChainId',
  index: 23,
  path: 'pallet_evm_chain_id::pallet',
  storage: evmChainIdStorage as PalletDeclaration['storage'],
  events: {},
  errors: {},
  constants: {},
  calls: {}
};

export const baseFee: PalletDeclaration = {
  name: 'BaseFee',
  index: 25,
  path: 'pallet_base_fee::pallet',
  storage: baseFeeStorage as PalletDeclaration['storage'],
  events: {},
  errors: {},
  constants: {},
  calls: {}
};
