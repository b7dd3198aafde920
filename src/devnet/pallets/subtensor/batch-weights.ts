// Batches over subnets: each item stands for itself, failures are events (subtensor `subnets/weights.rs`).
import { DispatchFailure } from '../../frame/pallet.ts';
import type { WeightsContext } from './set-weights.ts';
import { subtensorEvents } from './subtensor-events.ts';

/** Runs `apply` for each subnet; a failed one leaves nothing but its event. */
export function batchWeights(
  context: WeightsContext,
  hotkey: Uint8Array,
  netuids: readonly number[],
  apply: (netuid: number, item: number) => void
): void {
  const failures: { netuid: number; failure: DispatchFailure }[] = [];
  netuids.forEach((netuid, item) => {
    try {
      apply(netuid, item);
    } catch (failure) {
      if (!(failure instanceof DispatchFailure)) throw failure;
      failures.push({ netuid, failure });
    }
  });
  if (failures.length > 0) context.deposit(subtensorEvents.BatchCompletedWithErrors, {});
  for (const { netuid, failure } of failures)
    context.deposit(subtensorEvents.BatchWeightItemFailed, { 0: netuid, 1: failure.error });
  context.deposit(subtensorEvents.BatchWeightsCompleted, { 0: [...netuids], 1: hotkey });
}
