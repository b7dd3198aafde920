// pallet_transaction_payment: what a transaction costs and who pays it. Index 6. Subtensor's formula: half a milli-rao
// per million picoseconds of computation, one rao a byte; here the fee is burned.
import type { RuntimeCall } from '../frame/dispatch-context.ts';
import { constant, eventsOf, storageOf, type PalletDeclaration } from '../frame/pallet.ts';
import { accountId, taoBalance } from '../frame/runtime-types.ts';
import { value } from '../frame/storage-item.ts';
import { struct, option, variant } from '../scale/composites.ts';
import { u128, u8 } from '../scale/primitives.ts';
import { BASE_EXTRINSIC_REF_TIME } from './system.ts';

const PALLET = 'TransactionPayment';
const DEFAULT_REF_TIME = 150_000_000n;
/** 0.0005 rao per picosecond. */
const PICOSECONDS_PER_RAO = 2000n;

const releases = variant('pallet_transaction_payment::Releases', { V1Ancient: { index: 0 }, V2: { index: 1 } });
const fixedMultiplier = struct('sp_arithmetic::fixed_point::FixedU128', { 0: u128 });

export const transactionPaymentEvents = eventsOf(PALLET, 6, {
  TransactionFeePaid: { index: 0, fields: { who: accountId, actual_fee: taoBalance, tip: taoBalance } }
});

export const transactionPayment: PalletDeclaration = {
  name: PALLET,
  index: 6,
  path: 'pallet_transaction_payment::pallet',
  storage: storageOf(PALLET, {
    NextFeeMultiplier: value(fixedMultiplier, { 0: 1_000_000_000_000_000_000n }),
    StorageVersion: value(releases, { type: 'V2', value: {} } as never)
  }) as PalletDeclaration['storage'],
  events: transactionPaymentEvents,
  errors: {},
  constants: { OperationalFeeMultiplier: constant(u8, 5) },
  calls: {}
};

export interface FeeDetails {
  baseFee: bigint;
  lenFee: bigint;
  weightFee: bigint;
}

export const refTimeOf = ({ declaration, args }: RuntimeCall): bigint => {
  const inner = [args['calls'], args['call']].flat().filter((call): call is RuntimeCall => isCall(call));
  return inner.reduce((total, call) => total + refTimeOf(call), declaration.refTime ?? DEFAULT_REF_TIME);
};

const isCall = (value: unknown): value is RuntimeCall =>
  typeof value === 'object' && value !== null && 'declaration' in value;

/** The fee of a call in a transaction of `length` bytes, without tip; undefined for calls that are free. */
export function feeOf(call: RuntimeCall, length: number): FeeDetails | undefined {
  if (call.declaration.paysFee === false) return undefined;
  return {
    baseFee: BASE_EXTRINSIC_REF_TIME / PICOSECONDS_PER_RAO,
    lenFee: BigInt(length),
    weightFee: refTimeOf(call) / PICOSECONDS_PER_RAO
  };
}

export const totalFee = (fee: FeeDetails | undefined): bigint => (fee ? fee.baseFee + fee.lenFee + fee.weightFee : 0n);

/** `RuntimeDispatchInfo` and `InclusionFee` of the TransactionPaymentApi. */
export const inclusionFee = struct('pallet_transaction_payment::types::InclusionFee', {
  base_fee: taoBalance,
  len_fee: taoBalance,
  adjusted_weight_fee: taoBalance
});
export const feeDetails = struct('pallet_transaction_payment::types::FeeDetails', {
  inclusion_fee: option(inclusionFee)
});
