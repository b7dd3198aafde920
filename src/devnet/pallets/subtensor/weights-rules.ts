// The rules that setting and committing weights share (subtensor `subnets/weights.rs`, helper functions).
import { ensure } from '../../frame/pallet.ts';
import type { KeyValue, ReadableState } from '../../state/key-value.ts';
import { sameKey } from './same-key.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

const MECHANISM_STRIDE = 4096;

/** Storage index of a mechanism: netuid + mechanism * 4096. */
export const mechanismIndex = (netuid: number, mechanism: number): number => netuid + mechanism * MECHANISM_STRIDE;

/** @throws DispatchFailure `MechanismDoesNotExist`. */
export function ensureMechanism(state: ReadableState, netuid: number, mechanism: number): void {
  const exists =
    storage.NetworksAdded.get(state, netuid) && mechanism < storage.MechanismCountCurrent.get(state, netuid);
  ensure(exists, subtensorErrors.MechanismDoesNotExist);
}

/** Whether enough blocks passed since the neuron last set or committed weights; one that never did may. */
export function hasWaited(
  state: ReadableState,
  netuid: number,
  mechanism: number,
  uid: number,
  block: number
): boolean {
  const last = storage.LastUpdate.get(state, mechanismIndex(netuid, mechanism))[uid] ?? 0n;
  return last === 0n || BigInt(block) - last >= storage.WeightsSetRateLimit.get(state, netuid);
}

/** Notes that a neuron set or committed weights in this block. */
export function touchLastUpdate(state: KeyValue, netuid: number, mechanism: number, uid: number, block: number): void {
  const index = mechanismIndex(netuid, mechanism);
  const known = storage.LastUpdate.get(state, index);
  const n = storage.SubnetworkN.get(state, netuid);
  storage.LastUpdate.put(state, index, Array.from({ length: n }, (_, i) => known[i] ?? 0n).with(uid, BigInt(block)));
}

/** Stake at or above the threshold; the subnet owner's hotkey is exempt. */
export function hasEnoughStakeForWeights(state: ReadableState, netuid: number, hotkey: Uint8Array): boolean {
  if (sameKey(storage.SubnetOwnerHotkey.get(state, netuid), hotkey)) return true;
  return storage.TotalHotkeyAlpha.get(state, hotkey, netuid) >= storage.StakeThreshold.get(state);
}
