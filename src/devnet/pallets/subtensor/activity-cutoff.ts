// For how many blocks after its last weights a validator counts as active.
import type { ReadableState } from '../../state/key-value.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

/** factor / 1000 tempos, as subtensor derives it since tempos can change. */
export function activityCutoffBlocks(state: ReadableState, netuid: number): number {
  const factor = storage.ActivityCutoffFactorMilli.get(state, netuid);
  return Math.max(1, Math.floor((factor * storage.Tempo.get(state, netuid)) / 1000));
}
