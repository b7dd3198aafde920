// SubtensorModule: subnets, neurons, stake, weights. Index 7; call indices and argument names of spec 425.
import { call, constant, ensure, ensureSigned, type PalletDeclaration } from '../../frame/pallet.ts';
import { accountId, alphaBalance, h160, netUid, taoBalance } from '../../frame/runtime-types.ts';
import { bytes, fixedBytes, u128, u16, u32, u64, u8 } from '../../scale/primitives.ts';
import { associateEvmKey } from './associate-evm-key.ts';
import { registerNetwork, registerNeuron } from './register.ts';
import { serveAxon, servePrometheus } from './serve-endpoints.ts';
import { addStake, removeStake } from './stake.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage } from './subtensor-storage.ts';
import { weightsCalls } from './weights-calls.ts';

const endpointArgs = { version: u32, ip: u128, port: u16, ip_type: u8 };
const axonArgs = { ...endpointArgs, protocol: u8, placeholder1: u8, placeholder2: u8 };

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
    MinTempo: constant(u16, 360),
    MaxTempo: constant(u16, 50_400),
    MinActivityCutoffFactorMilli: constant(u32, 1_000),
    MaxActivityCutoffFactorMilli: constant(u32, 50_000),
    InitialMaxEpochsPerBlock: constant(u8, 2),
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
      args: { netuid: netUid, ...axonArgs },
      paysFee: false,
      dispatch: (context, origin, { netuid, ...axon }) => serveAxon(context, ensureSigned(origin), netuid, axon)
    }),
    serve_prometheus: call({
      index: 5,
      args: { netuid: netUid, ...endpointArgs },
      paysFee: false,
      dispatch: (context, origin, { netuid, ...at }) => servePrometheus(context, ensureSigned(origin), netuid, at)
    }),
    serve_axon_tls: call({
      index: 40,
      args: { netuid: netUid, ...axonArgs, certificate: bytes },
      paysFee: false,
      dispatch: (context, origin, { netuid, certificate, ...axon }) =>
        serveAxon(context, ensureSigned(origin), netuid, axon, certificate)
    }),
    associate_evm_key: call({
      index: 93,
      args: { netuid: netUid, evm_key: h160, block_number: u64, signature: fixedBytes(65) },
      paysFee: false,
      dispatch: (context, origin, { netuid, evm_key, block_number, signature }) =>
        associateEvmKey(context, ensureSigned(origin), {
          netuid,
          evmKey: evm_key,
          blockNumber: block_number,
          signature
        })
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
