// pallet_drand: a public beacon's pulses on the chain, which open timelocked weights. Subtensor's index 26.
import { call, ensureNone, ensureRoot, type PalletDeclaration } from '../../frame/pallet.ts';
import { multiSignature, multiSigner } from '../../frame/runtime-types.ts';
import { option, struct, vec } from '../../scale/composites.ts';
import { u32, u64 } from '../../scale/primitives.ts';
import { drandErrors, drandEvents, DRAND_INDEX } from './drand-events.ts';
import { beaconConfiguration, drandStorage, pulse } from './drand-storage.ts';

const pulsesPayload = struct('pallet_drand::types::PulsesPayload', {
  block_number: u32,
  pulses: vec(pulse),
  public: multiSigner
});
const beaconConfigurationPayload = struct('pallet_drand::types::BeaconConfigurationPayload', {
  block_number: u32,
  config: beaconConfiguration,
  public: multiSigner
});

export const drand: PalletDeclaration = {
  name: 'Drand',
  index: DRAND_INDEX,
  path: 'pallet_drand::pallet',
  storage: drandStorage as unknown as PalletDeclaration['storage'],
  events: drandEvents,
  errors: drandErrors,
  constants: {},
  calls: {
    write_pulse: call({
      index: 0,
      args: { pulses_payload: pulsesPayload, _signature: option(multiSignature) },
      paysFee: false,
      // Goes no further: the pool takes no bare transactions, and the block's author writes pulses itself (write-pulses.ts).
      dispatch: (_context, origin) => ensureNone(origin)
    }),
    set_beacon_config: call({
      index: 1,
      args: { config_payload: beaconConfigurationPayload, _signature: option(multiSignature) },
      dispatch: (context, origin, { config_payload }) => {
        ensureRoot(origin);
        drandStorage.BeaconConfig.put(context.state, config_payload.config);
        context.deposit(drandEvents.BeaconConfigChanged, {});
      }
    }),
    set_oldest_stored_round: call({
      index: 2,
      args: { oldest_round: u64 },
      dispatch: (context, origin, { oldest_round }) => {
        ensureRoot(origin);
        drandStorage.OldestStoredRound.put(context.state, oldest_round);
        context.deposit(drandEvents.SetOldestStoredRound, { 0: oldest_round });
      }
    })
  }
};
