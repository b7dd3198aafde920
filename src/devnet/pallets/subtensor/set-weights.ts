// set_weights: checks and errors in the order of subtensor `subnets/weights.rs` internal_set_weights (spec 425).
import { maxUpscaleU16 } from '#lib/core/consensus/max-upscale.ts';
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import { ensure } from '../../frame/pallet.ts';
import { sameKey } from './same-key.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import {
  ensureMechanism,
  hasEnoughStakeForWeights,
  hasWaited,
  mechanismIndex,
  touchLastUpdate
} from './weights-rules.ts';

export interface WeightsCall {
  netuid: number;
  mechanism: number;
  uids: number[];
  values: number[];
  versionKey: bigint;
}

/** What the block step and the calls have in common. */
export type WeightsContext = Pick<DispatchContext, 'state' | 'blockNumber' | 'deposit'>;

/** The call: refused where commit-reveal is on. */
export function setWeights(context: WeightsContext, hotkey: Uint8Array, call: WeightsCall): void {
  const isHidden = storage.CommitRevealWeightsEnabled.get(context.state, call.netuid);
  ensure(!isHidden, subtensorErrors.CommitRevealEnabled);
  applyWeights(context, hotkey, call);
}

/**
 * Checks and stores a weight row, set or revealed. With commit-reveal the commit has already counted against the rate
 * limit and stands as the last update.
 */
export function applyWeights(context: WeightsContext, hotkey: Uint8Array, call: WeightsCall): void {
  const { state, blockNumber } = context;
  const { netuid, mechanism, uids, values } = call;
  ensure(netuid !== 0, subtensorErrors.CanNotSetRootNetworkWeights);
  ensure(uids.length === values.length, subtensorErrors.WeightVecNotEqualSize);
  ensureMechanism(state, netuid, mechanism);
  const n = storage.SubnetworkN.get(state, netuid);
  ensure(uids.length <= n, subtensorErrors.UidsLengthExceedUidsInSubNet);
  const uid = storage.Uids.get(state, netuid, hotkey);
  ensure(uid !== undefined, subtensorErrors.HotKeyNotRegisteredInSubNet);
  ensure(hasEnoughStakeForWeights(state, netuid, hotkey), subtensorErrors.NotEnoughStakeToSetWeights);
  const requiredKey = storage.WeightsVersionKey.get(state, netuid);
  ensure(requiredKey === 0n || call.versionKey >= requiredKey, subtensorErrors.IncorrectWeightVersionKey);
  const isRevealed = storage.CommitRevealWeightsEnabled.get(state, netuid);
  const mayNow = isRevealed || hasWaited(state, netuid, mechanism, uid, blockNumber);
  ensure(mayNow, subtensorErrors.SettingWeightsTooFast);
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

  const index = mechanismIndex(netuid, mechanism);
  storage.Weights.put(state, index, uid, { uids, values: maxUpscaleU16(values) });
  if (!isRevealed) touchLastUpdate(state, netuid, mechanism, uid, blockNumber);
  context.deposit(subtensorEvents.WeightsSet, { 0: index, 1: uid });
}
