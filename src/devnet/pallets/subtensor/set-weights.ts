// set_weights: checks and errors in the order of subtensor `subnets/weights.rs` internal_set_weights (spec 425).
import { maxUpscaleU16 } from '#lib/core/consensus/max-upscale.ts';
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import { ensure } from '../../frame/pallet.ts';
import type { ReadableState } from '../../state/key-value.ts';
import { sameKey } from './same-key.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

/** Storage index of a mechanism: netuid + mechanism * 4096. */
export const mechanismIndex = (netuid: number, mechanism: number): number => netuid + mechanism * 4096;

export interface WeightsCall {
  netuid: number;
  mechanism: number;
  uids: number[];
  values: number[];
  versionKey: bigint;
}

export function setWeights(context: DispatchContext, hotkey: Uint8Array, call: WeightsCall): void {
  const { state, blockNumber } = context;
  const { netuid, mechanism, uids, values } = call;
  ensure(!storage.CommitRevealWeightsEnabled.get(state, netuid), subtensorErrors.CommitRevealEnabled);
  ensure(netuid !== 0, subtensorErrors.CanNotSetRootNetworkWeights);
  ensure(uids.length === values.length, subtensorErrors.WeightVecNotEqualSize);
  const exists =
    storage.NetworksAdded.get(state, netuid) && mechanism < storage.MechanismCountCurrent.get(state, netuid);
  ensure(exists, subtensorErrors.MechanismDoesNotExist);
  const n = storage.SubnetworkN.get(state, netuid);
  ensure(uids.length <= n, subtensorErrors.UidsLengthExceedUidsInSubNet);
  const uid = storage.Uids.get(state, netuid, hotkey);
  ensure(uid !== undefined, subtensorErrors.HotKeyNotRegisteredInSubNet);
  ensure(hasEnoughStakeForWeights(state, netuid, hotkey), subtensorErrors.NotEnoughStakeToSetWeights);
  const requiredKey = storage.WeightsVersionKey.get(state, netuid);
  ensure(requiredKey === 0n || call.versionKey >= requiredKey, subtensorErrors.IncorrectWeightVersionKey);
  const index = mechanismIndex(netuid, mechanism);
  const lastUpdate = storage.LastUpdate.get(state, index);
  const last = lastUpdate[uid] ?? 0n;
  const waited = last === 0n || BigInt(blockNumber) - last >= storage.WeightsSetRateLimit.get(state, netuid);
  ensure(waited, subtensorErrors.SettingWeightsTooFast);
  const isSelf = uids.length === 1 && uids[0] === uid;
  const isOwner = sameKey(storage.SubnetOwnerHotkey.get(state, netuid), hotkey);
  const mayValidate = isSelf || isOwner || storage.ValidatorPermit.get(state, netuid)[uid] === true;
  ensure(mayValidate, subtensorErrors.NeuronNoValidatorPermit);
  ensure(new Set(uids).size === uids.length, subtensorErrors.DuplicateUids);
  ensure(
    uids.every((target) => target < n),
    subtensorErrors.UidVecContainInvalidOne
  );
  const fewest = Math.min(storage.MinAllowedWeights.get(state, netuid), n);
  ensure(isSelf || uids.length >= fewest, subtensorErrors.WeightVecLengthIsLow);

  storage.Weights.put(state, index, uid, { uids, values: maxUpscaleU16(values) });
  const updated = Array.from({ length: n }, (_, i) => lastUpdate[i] ?? 0n).with(uid, BigInt(blockNumber));
  storage.LastUpdate.put(state, index, updated);
  context.deposit(subtensorEvents.WeightsSet, { 0: index, 1: uid });
}

/** Stake at or above the threshold; the subnet owner's hotkey is exempt. */
export function hasEnoughStakeForWeights(state: ReadableState, netuid: number, hotkey: Uint8Array): boolean {
  const threshold = storage.StakeThreshold.get(state);
  if (sameKey(storage.SubnetOwnerHotkey.get(state, netuid), hotkey)) return true;
  return storage.TotalHotkeyAlpha.get(state, hotkey, netuid) >= threshold;
}
