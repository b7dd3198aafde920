// Events and errors of pallet_drand under their indices at spec 425.
import { errorsOf, eventsOf } from '../../frame/pallet.ts';
import { vec } from '../../scale/composites.ts';
import { u64 } from '../../scale/primitives.ts';

export const DRAND_INDEX = 26;

export const drandEvents = eventsOf('Drand', DRAND_INDEX, {
  BeaconConfigChanged: { index: 0, fields: {} },
  NewPulse: { index: 1, fields: { rounds: vec(u64) } },
  SetOldestStoredRound: { index: 2, fields: { 0: u64 } }
});

export const drandErrors = errorsOf('Drand', DRAND_INDEX, [
  'NoneValue',
  'StorageOverflow',
  'DrandConnectionFailure',
  'UnverifiedPulse',
  'InvalidRoundNumber',
  'PulseVerificationError'
]);
