// The events of SubtensorModule that this chain deposits, under their indices at spec 425.
import { eventsOf } from '../../frame/pallet.ts';
import {
  accountId,
  alphaBalance,
  dispatchError,
  h160,
  hash,
  netUid,
  netUidStorageIndex,
  taoBalance
} from '../../frame/runtime-types.ts';
import { vec } from '../../scale/composites.ts';
import { compactNumber, u16, u64 } from '../../scale/primitives.ts';

const stakeChange = { 0: accountId, 1: accountId, 2: taoBalance, 3: alphaBalance, 4: netUid, 5: u64 };

export const subtensorEvents = eventsOf('SubtensorModule', 7, {
  NetworkAdded: { index: 0, fields: { 0: netUid, 1: u16 } },
  /** coldkey, hotkey, tao, alpha, netuid, fee. */
  StakeAdded: { index: 2, fields: stakeChange },
  StakeRemoved: { index: 3, fields: stakeChange },
  WeightsSet: { index: 5, fields: { 0: netUidStorageIndex, 1: u16 } },
  NeuronRegistered: { index: 6, fields: { 0: netUid, 1: u16, 2: accountId } },
  AxonServed: { index: 28, fields: { 0: netUid, 1: accountId } },
  PrometheusServed: { index: 29, fields: { 0: netUid, 1: accountId } },
  /** hotkey, mechanism's index, commit hash. */
  WeightsCommitted: { index: 85, fields: { 0: accountId, 1: netUidStorageIndex, 2: hash } },
  WeightsRevealed: { index: 86, fields: { 0: accountId, 1: netUidStorageIndex, 2: hash } },
  WeightsBatchRevealed: { index: 87, fields: { 0: accountId, 1: netUid, 2: vec(hash) } },
  BatchWeightsCompleted: { index: 88, fields: { 0: vec(compactNumber(netUid)), 1: accountId } },
  BatchCompletedWithErrors: { index: 89, fields: {} },
  BatchWeightItemFailed: { index: 90, fields: { 0: netUid, 1: dispatchError } },
  EvmKeyAssociated: {
    index: 98,
    fields: { netuid: netUid, hotkey: accountId, evm_key: h160, block_associated: u64 }
  },
  /** hotkey, mechanism's index, hash of the ciphertext, drand round. */
  TimelockedWeightsCommitted: { index: 107, fields: { 0: accountId, 1: netUidStorageIndex, 2: hash, 3: u64 } },
  TimelockedWeightsRevealed: { index: 108, fields: { 0: netUidStorageIndex, 1: accountId } },
  IncentiveAlphaEmittedToMiners: { index: 110, fields: { netuid: netUidStorageIndex, emissions: vec(alphaBalance) } }
});
