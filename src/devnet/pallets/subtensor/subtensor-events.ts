// The events of SubtensorModule that this chain deposits, under their indices at spec 425.
import { eventsOf } from '../../frame/pallet.ts';
import { accountId, alphaBalance, netUid, netUidStorageIndex, taoBalance } from '../../frame/runtime-types.ts';
import { vec } from '../../scale/composites.ts';
import { u16, u64 } from '../../scale/primitives.ts';

const stakeChange = { 0: accountId, 1: accountId, 2: taoBalance, 3: alphaBalance, 4: netUid, 5: u64 };

export const subtensorEvents = eventsOf('SubtensorModule', 7, {
  NetworkAdded: { index: 0, fields: { 0: netUid, 1: u16 } },
  /** coldkey, hotkey, tao, alpha, netuid, fee. */
  StakeAdded: { index: 2, fields: stakeChange },
  StakeRemoved: { index: 3, fields: stakeChange },
  WeightsSet: { index: 5, fields: { 0: netUidStorageIndex, 1: u16 } },
  NeuronRegistered: { index: 6, fields: { 0: netUid, 1: u16, 2: accountId } },
  IncentiveAlphaEmittedToMiners: { index: 110, fields: { netuid: netUidStorageIndex, emissions: vec(alphaBalance) } }
});
