// The runtime: its pallets, and what happens to a block and to a transaction in it.
import { balances, balancesEvents, burn, EXISTENTIAL_DEPOSIT_RAO, mint } from '../pallets/balances.ts';
import { commitments } from '../pallets/commitments.ts';
import { drand } from '../pallets/drand/drand.ts';
import { writePulses } from './write-pulses.ts';
import { baseFee, evm, evmChainId } from '../evm/evm-pallet.ts';
import { stepSubnets } from '../pallets/subtensor/epoch-step.ts';
import { sameKey } from '../pallets/subtensor/same-key.ts';
import { callRefusal } from '../pallets/subtensor/call-guards.ts';
import { poolCode } from '../pallets/subtensor/pool-codes.ts';
import { subtensor } from '../pallets/subtensor/subtensor.ts';
import { revealTimelockedWeights } from '../pallets/subtensor/timelocked-weights.ts';
import { sudo } from '../pallets/sudo.ts';
import {
  declareEventRecords,
  encodeEventRecord,
  recordRuntimeVersion,
  specVersionOf,
  startBlock,
  system,
  systemEvents,
  systemStorage
} from '../pallets/system.ts';
import { timestamp } from '../pallets/timestamp.ts';
import {
  feeOf,
  refTimeOf,
  totalFee,
  transactionPayment,
  transactionPaymentEvents
} from '../pallets/transaction-payment.ts';
import { utility } from '../pallets/utility.ts';
import type { RuntimeCall } from '../frame/dispatch-context.ts';
import { DispatchFailure, type PalletDeclaration } from '../frame/pallet.ts';
import { type Origin, type PostDispatch } from '../frame/declarations.ts';
import type { DispatchError } from '../frame/runtime-types.ts';
import type { ReadableState } from '../state/key-value.ts';
import { birthBlock } from '../scale/era.ts';
import type { BlockContext } from './block-context.ts';
import { encodeBareExtrinsic, signedPayload, verifySignature, type Extrinsic } from './extrinsic.ts';
import { invalid, InvalidTransaction } from './invalid-transaction.ts';
import { makeMetadataHash } from './make-metadata-hash.ts';
import { declareRuntimeCall } from '../frame/runtime-call.ts';
import { encodeEvent, eventRecordsCodec } from '../metadata/runtime-enums.ts';

/** In the order of their indices. */
export const pallets: readonly PalletDeclaration[] = [
  system,
  timestamp,
  balances,
  transactionPayment,
  subtensor,
  utility,
  sudo,
  commitments,
  evm,
  evmChainId,
  baseFee,
  drand
];
declareRuntimeCall(pallets);
declareEventRecords(eventRecordsCodec(pallets));

/** Largest transaction in bytes. */
const MAX_LENGTH = 5 * 1024 * 1024;

/** Opens a block: state of System, the subnets' step, and the time as the first transaction. @returns its bytes. */
export async function initializeBlock(context: BlockContext): Promise<Uint8Array> {
  startBlock(context.state, context.blockNumber, context.parentHash);
  revealTimelockedWeights(context);
  stepSubnets(context);
  writePulses(context);
  const now = BigInt(context.timestampMs);
  const set: RuntimeCall = { pallet: 'Timestamp', name: 'set', declaration: timestamp.calls['set']!, args: { now } };
  return encodeBareExtrinsic(set);
}

/** The block begins with the next version of the runtime. */
export function upgradeRuntime(context: BlockContext): void {
  recordRuntimeVersion(context.state, specVersionOf(context.state) + 1);
  context.deposit(systemEvents.CodeUpdated, {});
}

/** Closes a block: writes its events and counts. */
export function finalizeBlock(context: BlockContext, records: Uint8Array[], extrinsics: readonly Uint8Array[]): void {
  const { state } = context;
  systemStorage.Events.put(state, records);
  systemStorage.EventCount.put(state, records.length);
  systemStorage.ExtrinsicCount.put(state, extrinsics.length);
}

const metadataHashes = new Map<number, Uint8Array>();

/** What `CheckMetadataHash` adds to what is signed, of a version of this runtime. */
export function metadataHash(specVersion: number): Uint8Array {
  const known = metadataHashes.get(specVersion) ?? makeMetadataHash(pallets, specVersion);
  metadataHashes.set(specVersion, known);
  return known;
}

/** Takes the deposited events as records of a phase. */
export function takeEvents(
  context: BlockContext,
  phase: { type: 'Initialization' } | { type: 'ApplyExtrinsic'; index: number }
): Uint8Array[] {
  const at =
    phase.type === 'Initialization'
      ? { type: 'Initialization' as const }
      : { type: 'ApplyExtrinsic' as const, value: { 0: phase.index } };
  return context.events.splice(0).map((event) => encodeEventRecord(at as never, encodeEvent(event)));
}

/** The first block's hash, and that of the block whose state a transaction is checked against. */
export interface ChainIdentity {
  genesisHash: Uint8Array;
  headHash: Uint8Array;
}

/** What a node's pool checks before it takes a transaction, except the order of nonces. @returns it, bound to its birth. */
export function validateTransaction(state: ReadableState, extrinsic: Extrinsic, chain: ChainIdentity): Extrinsic {
  const { signed } = extrinsic;
  if (!signed) throw invalid('Call');
  if (extrinsic.bytes.length > MAX_LENGTH) throw invalid('ExhaustsResources');
  const birthHash = birthHashOf(state, extrinsic, chain, systemStorage.Number.get(state) + 1);
  const specVersion = specVersionOf(state);
  const payload = signedPayload(extrinsic, { specVersion, genesisHash: chain.genesisHash, metadataHash }, birthHash);
  if (!verifySignature(signed, payload)) throw invalid('BadProof');
  checkStanding(state, extrinsic);
  checkCall({ state, blockNumber: systemStorage.Number.get(state) + 1 }, extrinsic);
  return { ...extrinsic, birthHash, specVersion };
}

/** The hash a transaction for block `next` was signed over. Immortal ones are bound to the genesis. */
function birthHashOf(state: ReadableState, { signed }: Extrinsic, chain: ChainIdentity, next: number): Uint8Array {
  const era = signed!.era;
  if (era.type === 'Immortal') return chain.genesisHash;
  const birth = birthBlock(era, next);
  if (birth === next - 1) return chain.headHash;
  if (birth >= next || !systemStorage.BlockHash.has(state, birth)) throw invalid('AncientBirthBlock');
  return systemStorage.BlockHash.get(state, birth);
}

/** Refuses a transaction that waited so long that its era names another birth block, or the runtime is another. */
export function checkBirth({ state, parentHash, blockNumber }: BlockContext, extrinsic: Extrinsic): void {
  if (extrinsic.specVersion !== specVersionOf(state)) throw invalid('BadProof');
  const birth = birthHashOf(state, extrinsic, { genesisHash: extrinsic.birthHash!, headHash: parentHash }, blockNumber);
  if (!sameKey(birth, extrinsic.birthHash!)) throw invalid('AncientBirthBlock');
}

/** Nonce and fee, which change from transaction to transaction. */
export function checkStanding(state: ReadableState, { signed, call, bytes }: Extrinsic): void {
  const account = systemStorage.Account.get(state, signed!.signer);
  if (signed!.nonce < account.nonce) throw invalid('Stale');
  const fee = totalFee(feeOf(call, bytes.length)) + signed!.tip;
  const isAlive = account.providers + account.sufficients > 0;
  if (!isAlive) throw invalid('Payment');
  if (fee > 0n && account.data.free < fee + EXISTENTIAL_DEPOSIT_RAO) throw invalid('Payment');
}

/** What subtensor's own extension refuses, with its code. */
export function checkCall(place: { state: ReadableState; blockNumber: number }, { signed, call }: Extrinsic): void {
  const refusal = callRefusal(place, signed!.signer, call);
  if (refusal) throw new InvalidTransaction({ type: 'Custom', code: poolCode(refusal) });
}

/** Runs one transaction in a block. Its failure is an event; what makes it invalid has been checked before. */
export async function applyExtrinsic(context: BlockContext, extrinsic: Extrinsic): Promise<void> {
  const { signed, call, bytes } = extrinsic;
  const fee = totalFee(feeOf(call, bytes.length)) + (signed?.tip ?? 0n);
  if (signed) prepare(context, signed.signer, fee);
  const origin: Origin = signed ? { type: 'Signed', account: signed.signer } : { type: 'None' };
  let outcome: PostDispatch | DispatchFailure;
  try {
    outcome = await context.dispatch(origin, call);
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    outcome = error;
  }
  const paysFee =
    call.declaration.paysFee !== false && (outcome instanceof DispatchFailure || outcome.paysFee !== false);
  if (signed && fee > 0n) settleFee(context, signed.signer, fee, paysFee ? fee : signed.tip, signed.tip);
  const dispatch_info = {
    weight: { ref_time: refTimeOf(call), proof_size: 0n },
    class: { type: call.declaration.class ?? 'Normal' },
    pays_fee: { type: paysFee ? 'Yes' : 'No' }
  } as never;
  if (outcome instanceof DispatchFailure)
    context.deposit(systemEvents.ExtrinsicFailed, { dispatch_error: outcome.error as DispatchError, dispatch_info });
  else context.deposit(systemEvents.ExtrinsicSuccess, { dispatch_info });
}

function prepare(context: BlockContext, signer: Uint8Array, fee: bigint): void {
  systemStorage.Account.update(context.state, signer, (account) => ({ ...account, nonce: account.nonce + 1 }));
  if (fee === 0n) return;
  burn(context, signer, fee);
  context.deposit(balancesEvents.Withdraw, { who: signer, amount: fee });
}

function settleFee(context: BlockContext, who: Uint8Array, taken: bigint, actual: bigint, tip: bigint): void {
  if (taken > actual) {
    mint(context, who, taken - actual);
    context.deposit(balancesEvents.Deposit, { who, amount: taken - actual });
  }
  context.deposit(transactionPaymentEvents.TransactionFeePaid, { who, actual_fee: actual, tip });
}
