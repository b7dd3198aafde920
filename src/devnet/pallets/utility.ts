// pallet_utility: several calls in one transaction, with the rollback rules of each kind. Index 11.
import type { DispatchContext, RuntimeCall } from '../frame/dispatch-context.ts';
import { call, constant, DispatchFailure, errorsOf, eventsOf, type PalletDeclaration } from '../frame/pallet.ts';
import { type Origin, type PostDispatch } from '../frame/declarations.ts';
import { dispatchError } from '../frame/runtime-types.ts';
import { runtimeCall } from '../frame/runtime-call.ts';
import { vec } from '../scale/composites.ts';
import { u32 } from '../scale/primitives.ts';

const PALLET = 'Utility';
const BATCHED_CALLS_LIMIT = 10_922;

export const utilityEvents = eventsOf(PALLET, 11, {
  BatchInterrupted: { index: 0, fields: { index: u32, error: dispatchError } },
  BatchCompleted: { index: 1, fields: {} },
  BatchCompletedWithErrors: { index: 2, fields: {} },
  ItemCompleted: { index: 3, fields: {} },
  ItemFailed: { index: 4, fields: { error: dispatchError } }
});

const utilityErrors = errorsOf(PALLET, 11, ['TooManyCalls', 'InvalidDerivedAccount']);

const args = { calls: vec(runtimeCall) };

export const utility: PalletDeclaration = {
  name: PALLET,
  index: 11,
  path: 'pallet_utility::pallet',
  storage: {},
  events: utilityEvents,
  errors: utilityErrors,
  constants: { batched_calls_limit: constant(u32, BATCHED_CALLS_LIMIT) },
  calls: {
    batch: call({ index: 0, args, dispatch: (context, origin, { calls }) => batch(context, origin, calls) }),
    batch_all: call({ index: 2, args, dispatch: (context, origin, { calls }) => batchAll(context, origin, calls) }),
    force_batch: call({ index: 4, args, dispatch: (context, origin, { calls }) => forceBatch(context, origin, calls) })
  }
};

/** Stops at the first failure and keeps what came before it. */
async function batch(context: DispatchContext, origin: Origin, calls: RuntimeCall[]): Promise<PostDispatch> {
  refuseTooMany(calls);
  const paid: PostDispatch[] = [];
  for (const [index, inner] of calls.entries()) {
    const outcome = await attempt(context, origin, inner);
    if (outcome instanceof DispatchFailure) {
      context.deposit(utilityEvents.BatchInterrupted, { index, error: outcome.error });
      return { paysFee: true };
    }
    paid.push(outcome);
    context.deposit(utilityEvents.ItemCompleted, {});
  }
  context.deposit(utilityEvents.BatchCompleted, {});
  return feeOf(paid);
}

/** All or nothing: a failure is the batch's failure. */
async function batchAll(context: DispatchContext, origin: Origin, calls: RuntimeCall[]): Promise<PostDispatch> {
  refuseTooMany(calls);
  const paid: PostDispatch[] = [];
  for (const inner of calls) {
    paid.push(await context.dispatch(origin, inner));
    context.deposit(utilityEvents.ItemCompleted, {});
  }
  context.deposit(utilityEvents.BatchCompleted, {});
  return feeOf(paid);
}

/** Tries every call and reports which failed. */
async function forceBatch(context: DispatchContext, origin: Origin, calls: RuntimeCall[]): Promise<PostDispatch> {
  refuseTooMany(calls);
  const paid: PostDispatch[] = [];
  let failed = false;
  for (const inner of calls) {
    const outcome = await attempt(context, origin, inner);
    if (outcome instanceof DispatchFailure) {
      failed = true;
      context.deposit(utilityEvents.ItemFailed, { error: outcome.error });
    } else {
      paid.push(outcome);
      context.deposit(utilityEvents.ItemCompleted, {});
    }
  }
  context.deposit(failed ? utilityEvents.BatchCompletedWithErrors : utilityEvents.BatchCompleted, {});
  return failed ? { paysFee: true } : feeOf(paid);
}

async function attempt(
  context: DispatchContext,
  origin: Origin,
  inner: RuntimeCall
): Promise<PostDispatch | DispatchFailure> {
  try {
    return await context.dispatch(origin, inner);
  } catch (error) {
    if (error instanceof DispatchFailure) return error;
    throw error;
  }
}

/** A batch is free only when every call in it is. */
const feeOf = (paid: readonly PostDispatch[]): PostDispatch => ({
  paysFee: paid.length === 0 || paid.some(({ paysFee }) => paysFee !== false)
});

function refuseTooMany(calls: readonly RuntimeCall[]): void {
  if (calls.length > BATCHED_CALLS_LIMIT) throw new DispatchFailure(utilityErrors.TooManyCalls!);
}

/** True for a batch that holds a batch: the runtime's call filter refuses it. */
export function isNestedBatch(outer: RuntimeCall): boolean {
  if (outer.pallet !== PALLET) return false;
  return (outer.args['calls'] as RuntimeCall[]).some(({ pallet }) => pallet === PALLET);
}
