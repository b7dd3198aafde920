// When a subnet's epoch runs, and which epoch a commit or a reveal at a block belongs to (subtensor
// `coinbase/run_coinbase.rs` should_run_epoch, `subnets/weights.rs` current_epoch_with_lookahead).
import type { ReadableState } from '../../state/key-value.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

/** Blocks after which an epoch runs whatever its schedule says. */
const MAX_TEMPO = 50_400n;

/** Whether the epoch is due at this block and has not run yet. */
export function isEpochDue(state: ReadableState, netuid: number, block: number): boolean {
  const tempo = BigInt(storage.Tempo.get(state, netuid));
  if (tempo === 0n) return false;
  const pending = storage.PendingEpochAt.get(state, netuid);
  if (pending > 0n && BigInt(block) >= pending) return true;
  if (storage.BlocksSinceLastStep.get(state, netuid) > MAX_TEMPO) return true;
  return BigInt(block) - storage.LastEpochBlock.get(state, netuid) >= tempo;
}

/** The epoch this block counts for: one more than the counter while an epoch is due. */
export function epochAt(state: ReadableState, netuid: number, block: number): bigint {
  const index = storage.SubnetEpochIndex.get(state, netuid);
  return isEpochDue(state, netuid, block) ? index + 1n : index;
}

/** Every subnet but the root, by netuid. */
export function subnets(state: ReadableState): number[] {
  return storage.NetworksAdded.entries(state)
    .filter(({ keys: [netuid], value }) => value && netuid !== 0)
    .map(({ keys: [netuid] }) => netuid)
    .sort((a, b) => a - b);
}

/** Subnets whose epoch is due but waits, because the block already runs as many epochs as it may. */
export function deferredEpochs(state: ReadableState, block: number): Set<number> {
  const due = subnets(state).filter((netuid) => isEpochDue(state, netuid, block));
  return new Set(due.slice(storage.MaxEpochsPerBlock.get(state)));
}
