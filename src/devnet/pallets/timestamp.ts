// pallet_timestamp: the block's time, set by the inherent that opens every block. Subtensor's index 2.
import { call, constant, DispatchFailure, storageOf, type PalletDeclaration } from '../frame/pallet.ts';
import { value } from '../frame/storage-item.ts';
import { bool, compactBig, u64 } from '../scale/primitives.ts';

const PALLET = 'Timestamp';
/** Two blocks are at least this far apart in their own time. */
export const MINIMUM_PERIOD_MS = 1;

export const timestampStorage = storageOf(PALLET, { Now: value(u64, 0n), DidUpdate: value(bool, false) });

export const timestamp: PalletDeclaration = {
  name: PALLET,
  index: 2,
  path: 'pallet_timestamp::pallet',
  storage: timestampStorage as PalletDeclaration['storage'],
  events: {},
  errors: {},
  constants: { MinimumPeriod: constant(u64, BigInt(MINIMUM_PERIOD_MS)) },
  calls: {
    set: call({
      index: 0,
      args: { now: compactBig(u64) },
      class: 'Mandatory',
      paysFee: false,
      dispatch: ({ state }, origin, { now }) => {
        if (origin.type !== 'None') throw new DispatchFailure({ type: 'BadOrigin' });
        timestampStorage.Now.put(state, now);
      }
    })
  }
};
