// SubtensorModule: subnets, neurons, stake, weights. Index 7; call indices and argument names of spec 425.
import { call, constant, ensure, ensureSigned, type PalletDeclaration } from '../../frame/pallet.ts';
import { accountId, alphaBalance, netUid, taoBalance } from '../../frame/runtime-types.ts';
import { bytes, u128, u16, u32, u64, u8 } from '../../scale/primitives.ts';
import { registerNetwork, registerNeuron } from './register.ts';
import { addStake, removeStake } from './stake.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage } from './subtensor-storage.ts';
import { weightsCalls } from './weights-calls.ts';

export const subtensor: PalletDeclaration = {
  name: 'SubtensorModule',
  index: 7,
  path: 'pallet_subtensor::pallet',
  storage: subtensorStorage as unknown as PalletDeclaration['storage'],
  events: subtensorEvents,
  errors: subtensorErrors,
  constants: {
    InitialIssuance: constant(taoBalance, 0n),
    InitialMinAllowedWeights: constant(u16, 1024),
    InitialKappa: constant(u16, 32_767),
    InitialMaxAllowedUids: constant(u16, 256),
    InitialTempo: constant(u16, 360),
    InitialImmunityPeriod: constant(u16, 4096),
    InitialActivityCutoff: constant(u16, 5000),
    InitialMaxAllowedValidators: constant(u16, 128),
    InitialBondsMovingAverage: constant(u64, 900_000n),
    InitialBondsPenalty: constant(u16, 65_535),
    InitialDefaultDelegateTake: constant(u16, 11_796),
    InitialWeightsVersionKey: constant(u64, 0n),
    InitialBurn: constant(taoBalance, 100_000_000n),
    InitialMinBurn: constant(taoBalance, 500_000n),
    InitialMaxBurn: constant(taoBalance, 100_000_000_000n)
  },
  calls: {
    ...weightsCalls,
    add_stake: call({
      index: 2,
      args: { hotkey: accountId, netuid: netUid, amount_staked: taoBalance },
      dispatch: (context, origin, { hotkey, netuid, amount_staked }) =>
        addStake(context, ensureSigned(origin), hotkey, netuid, amount_staked)
    }),
    remove_stake: call({
      index: 3,
      args: { hotkey: accountId, netuid: netUid, amount_unstaked: alphaBalance },
      dispatch: (context, origin, { hotkey, netuid, amount_unstaked }) =>
        removeStake(context, ensureSigned(origin), hotkey, netuid, amount_unstaked)
    }),
    serve_axon: call({
      index: 4,
      args: {
        netuid: netUid,
        version: u32,
        ip: u128,
        port: u16,
        ip_type: u8,
        protocol: u8,
        placeholder1: u8,
        placeholder2: u8
      },
      paysFee: false,
      dispatch: ({ state, blockNumber }, origin, { netuid, ...axon }) => {
        const hotkey = ensureSigned(origin);
        ensure(subtensorStorage.Uids.has(state, netuid, hotkey), subtensorErrors.HotKeyNotRegisteredInNetwork);
        ensure(axon.port > 0, subtensorErrors.InvalidPort);
        ensure(axon.ip_type === 4 || axon.ip_type === 6, subtensorErrors.InvalidIpType);
        subtensorStorage.Axons.put(state, netuid, hotkey, { block: BigInt(blockNumber), ...axon });
      }
    }),
    register: call({
      index: 6,
      args: { netuid: netUid, _block_number: u64, _nonce: u64, _work: bytes, hotkey: accountId, _coldkey: accountId },
      dispatch: (context, origin, { netuid, hotkey }) => registerNeuron(context, ensureSigned(origin), netuid, hotkey)
    }),
    burned_register: call({
      index: 7,
      args: { netuid: netUid, hotkey: accountId },
      dispatch: (context, origin, { netuid, hotkey }) => registerNeuron(context, ensureSigned(origin), netuid, hotkey)
    }),
    register_network: call({
      index: 59,
      args: { hotkey: accountId },
      dispatch: (context, origin, { hotkey }) => registerNetwork(context, ensureSigned(origin), hotkey)
    }),
    register_limit: call({
      index: 134,
      args: { netuid: netUid, hotkey: accountId, limit_price: u64 },
      dispatch: (context, origin, { netuid, hotkey, limit_price }) => {
        const coldkey = ensureSigned(origin);
        const { state } = context;
        ensure(netuid !== 0, subtensorErrors.RegistrationNotPermittedOnRootSubnet);
        ensure(subtensorStorage.NetworksAdded.get(state, netuid), subtensorErrors.SubnetNotExists);
        ensure(subtensorStorage.Burn.get(state, netuid) <= limit_price, subtensorErrors.RegistrationPriceLimitExceeded);
        registerNeuron(context, coldkey, netuid, hotkey);
      }
    })
  }
};
