// SubtensorModule's storage as this chain keeps it: names, hashers and types of spec 425, defaults of its runtime.
import { blake2Concat, identity, twoxConcat } from '../../frame/hashers.ts';
import { storageOf } from '../../frame/pallet.ts';
import {
  accountId,
  alphaBalance,
  h160,
  mechanismId,
  netUid,
  hash,
  netUidStorageIndex,
  taoBalance
} from '../../frame/runtime-types.ts';
import { map, mapKey, optionalMap, value } from '../../frame/storage-item.ts';
import type { Codec } from '../../scale/codec.ts';
import { boundedByteVec, struct, tuple, vec } from '../../scale/composites.ts';
import { weightRow } from './weight-row.ts';
import { bool, bytes, i16, u128, u16, u32, u64, u8 } from '../../scale/primitives.ts';

/** U64F64: raw bits, value * 2^64. */
export const fixedU128 = struct('substrate_fixed::FixedU128', { bits: u128 });

/** Largest timelocked commit. */
export const MAX_TIMELOCKED_COMMIT_BYTES = 5000;

export const axonInfo = struct('pallet_subtensor::pallet::AxonInfo', {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8
});
export const prometheusInfo = struct('pallet_subtensor::pallet::PrometheusInfo', {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8
});
const neuronCertificate = struct('pallet_subtensor::pallet::NeuronCertificate', {
  public_key: boundedByteVec(64),
  algorithm: u8
});
export const chainIdentity = struct('pallet_subtensor::pallet::ChainIdentityV2', {
  name: bytes,
  url: bytes,
  github_repo: bytes,
  image: bytes,
  discord: bytes,
  description: bytes,
  additional: bytes
});

export const subnetIdentity = struct('pallet_subtensor::pallet::SubnetIdentityV3', {
  subnet_name: bytes,
  github_repo: bytes,
  subnet_contact: bytes,
  subnet_url: bytes,
  discord: bytes,
  description: bytes,
  logo_url: bytes,
  additional: bytes
});

const byNetuid = [mapKey(identity, netUid)] as const;
const byMechanism = [mapKey(identity, netUidStorageIndex)] as const;
const byNetuidAndUid = [mapKey(identity, netUid), mapKey(identity, u16)] as const;
const byMechanismAndUid = [mapKey(identity, netUidStorageIndex), mapKey(identity, u16)] as const;
const byNetuidAndKey = [mapKey(identity, netUid), mapKey(blake2Concat, accountId)] as const;
const byKey = [mapKey(blake2Concat, accountId)] as const;
const byKeyAndNetuid = [mapKey(blake2Concat, accountId), mapKey(identity, netUid)] as const;
const byHotAndCold = [
  mapKey(blake2Concat, accountId),
  mapKey(blake2Concat, accountId),
  mapKey(identity, netUid)
] as const;

const perNetuid = <V>(codec: Codec<V>, defaultValue: V | (() => V)) => map(byNetuid, codec, defaultValue);
const list = <V>(codec: Codec<V>) => perNetuid(vec(codec), () => []);
const noWeights = () => ({ uids: [], values: [] });
const noAccount = () => new Uint8Array(32);
/** 1.26 in U64F64. */
const BURN_INCREASE = { bits: (126n << 64n) / 100n };

export const subtensorStorage = storageOf('SubtensorModule', {
  // The network.
  TotalIssuance: value(taoBalance, 0n),
  TotalStake: value(taoBalance, 0n),
  TotalNetworks: value(u16, 0),
  TaoWeight: value(u64, 971_718_665_099_567_868n),
  StakeThreshold: value(u64, 0n),
  NetworkMinLockCost: value(taoBalance, 1_000_000_000_000n),
  NetworkLastLockCost: value(taoBalance, 1_000_000_000_000n),
  NetworkRateLimit: value(u64, 7200n),
  SubnetLimit: value(u16, 128),
  SubnetOwnerCut: value(u16, 11_796),
  TxRateLimit: value(u64, 1000n),
  MaxDelegateTake: value(u16, 11_796),
  MinDelegateTake: value(u16, 0),
  BlockEmission: value(u64, 1_000_000_000n),
  CommitRevealWeightsVersion: value(u16, 4),
  MaxEpochsPerBlock: value(u8, 2),
  MaxMechanismCount: value(mechanismId, 2),

  // Keys and stake.
  Owner: map(byKey, accountId, noAccount),
  OwnedHotkeys: map(byKey, vec(accountId), () => []),
  StakingHotkeys: map(byKey, vec(accountId), () => []),
  Delegates: map(byKey, u16, 11_796),
  TotalHotkeyAlpha: map(byKeyAndNetuid, alphaBalance, 0n),
  TotalHotkeyAlphaLastEpoch: map(byKeyAndNetuid, alphaBalance, 0n),
  TotalHotkeyShares: map(byKeyAndNetuid, fixedU128, { bits: 0n }),
  Alpha: map(byHotAndCold, fixedU128, { bits: 0n }),
  AlphaDividendsPerSubnet: map(byNetuidAndKey, alphaBalance, 0n),
  IdentitiesV2: optionalMap(byKey, chainIdentity),

  // A subnet.
  NetworksAdded: perNetuid(bool, false),
  NetworkRegisteredAt: perNetuid(u64, 0n),
  FirstEmissionBlockNumber: optionalMap(byNetuid, u64),
  SubnetMechanism: perNetuid(u16, 0),
  SubnetOwner: map(byNetuid, accountId, noAccount),
  SubnetOwnerHotkey: map(byNetuid, accountId, noAccount),
  SubnetLocked: perNetuid(taoBalance, 0n),
  SubnetTAO: perNetuid(taoBalance, 0n),
  SubnetAlphaIn: perNetuid(alphaBalance, 0n),
  SubnetAlphaOut: perNetuid(alphaBalance, 0n),
  SubnetAlphaOutEmission: perNetuid(alphaBalance, 0n),
  SubnetVolume: perNetuid(u128, 0n),
  SubnetEmissionEnabled: perNetuid(bool, true),
  SubtokenEnabled: perNetuid(bool, false),
  TokenSymbol: perNetuid(bytes, () => new Uint8Array()),
  TransferToggle: perNetuid(bool, true),
  OwnerCutEnabled: perNetuid(bool, true),
  PendingServerEmission: perNetuid(alphaBalance, 0n),
  PendingValidatorEmission: perNetuid(alphaBalance, 0n),
  PendingRootAlphaDivs: perNetuid(alphaBalance, 0n),
  PendingOwnerCut: perNetuid(alphaBalance, 0n),
  MechanismCountCurrent: map([mapKey(twoxConcat, netUid)], mechanismId, 1),
  MechanismEmissionSplit: optionalMap([mapKey(twoxConcat, netUid)], vec(u16)),

  SubnetIdentitiesV3: optionalMap([mapKey(blake2Concat, netUid)], subnetIdentity),

  // Its schedule.
  Tempo: perNetuid(u16, 360),
  BlocksSinceLastStep: perNetuid(u64, 0n),
  LastMechansimStepBlock: perNetuid(u64, 0n),
  LastEpochBlock: perNetuid(u64, 0n),
  PendingEpochAt: perNetuid(u64, 0n),
  SubnetEpochIndex: perNetuid(u64, 0n),

  // Its hyperparameters.
  Rho: perNetuid(u16, 10),
  Kappa: perNetuid(u16, 32_767),
  ImmunityPeriod: perNetuid(u16, 4096),
  ActivityCutoff: perNetuid(u16, 5000),
  ActivityCutoffFactorMilli: perNetuid(u32, 13_889),
  MaxWeightsLimit: perNetuid(u16, 65_535),
  WeightsVersionKey: perNetuid(u64, 0n),
  WeightsSetRateLimit: perNetuid(u64, 100n),
  MinAllowedWeights: perNetuid(u16, 1024),
  MaxAllowedValidators: perNetuid(u16, 128),
  MinAllowedUids: perNetuid(u16, 64),
  MaxAllowedUids: perNetuid(u16, 256),
  BondsMovingAverage: perNetuid(u64, 900_000n),
  BondsPenalty: perNetuid(u16, 65_535),
  BondsResetOn: perNetuid(bool, false),
  CommitRevealWeightsEnabled: perNetuid(bool, true),
  RevealPeriodEpochs: map([mapKey(twoxConcat, netUid)], u64, 1n),
  LiquidAlphaOn: map([mapKey(blake2Concat, netUid)], bool, false),
  Yuma3On: map([mapKey(blake2Concat, netUid)], bool, false),
  AlphaValues: perNetuid(tuple(u16, u16), [45_875, 58_982]),
  AlphaSigmoidSteepness: perNetuid(i16, 1000),
  AdjustmentInterval: perNetuid(u16, 100),
  AdjustmentAlpha: perNetuid(u64, 0n),
  TargetRegistrationsPerInterval: perNetuid(u16, 2),
  MaxRegistrationsPerBlock: perNetuid(u16, 1),
  RegistrationsThisBlock: perNetuid(u16, 0),
  RegistrationsThisInterval: perNetuid(u16, 0),
  NetworkRegistrationAllowed: perNetuid(bool, true),
  NetworkPowRegistrationAllowed: perNetuid(bool, true),
  RAORecycledForRegistration: perNetuid(taoBalance, 0n),
  Burn: perNetuid(taoBalance, 100_000_000n),
  MinBurn: perNetuid(taoBalance, 500_000n),
  MaxBurn: perNetuid(taoBalance, 100_000_000_000n),
  BurnHalfLife: perNetuid(u16, 360),
  BurnIncreaseMult: perNetuid(fixedU128, BURN_INCREASE),
  Difficulty: perNetuid(u64, 10_000_000n),
  MinDifficulty: perNetuid(u64, 10_000_000n),
  MaxDifficulty: perNetuid(u64, 4_611_686_018_427_387_903n),
  ServingRateLimit: perNetuid(u64, 50n),
  MinNonImmuneUids: perNetuid(u16, 10),
  ImmuneOwnerUidsLimit: perNetuid(u16, 1),

  // Its neurons.
  SubnetworkN: perNetuid(u16, 0),
  Uids: optionalMap(byNetuidAndKey, u16),
  Keys: map(byNetuidAndUid, accountId, noAccount),
  IsNetworkMember: map(byKeyAndNetuid, bool, false),
  BlockAtRegistration: map(byNetuidAndUid, u64, 0n),
  Active: list(bool),
  Consensus: list(u16),
  Incentive: map(byMechanism, vec(u16), () => []),
  Dividends: list(u16),
  Emission: list(alphaBalance),
  LastUpdate: map(byMechanism, vec(u64), () => []),
  ValidatorTrust: list(u16),
  ValidatorPermit: list(bool),
  StakeWeight: list(u16),
  Weights: map(byMechanismAndUid, weightRow, noWeights),
  Bonds: map(byMechanismAndUid, weightRow, noWeights),
  /** hash, epoch of the commit, its block, unused. */
  WeightCommits: optionalMap(
    [mapKey(twoxConcat, netUidStorageIndex), mapKey(twoxConcat, accountId)],
    vec(tuple(hash, u64, u64, u64))
  ),
  /** By epoch of the commit: hotkey, block, ciphertext, drand round. */
  TimelockedWeightCommits: map(
    [mapKey(twoxConcat, netUidStorageIndex), mapKey(twoxConcat, u64)],
    vec(tuple(accountId, u64, boundedByteVec(MAX_TIMELOCKED_COMMIT_BYTES), u64)),
    () => []
  ),
  Axons: optionalMap(byNetuidAndKey, axonInfo),
  Prometheus: optionalMap(byNetuidAndKey, prometheusInfo),
  NeuronCertificates: optionalMap(byNetuidAndKey, neuronCertificate),
  AssociatedEvmAddress: optionalMap([mapKey(twoxConcat, netUid), mapKey(twoxConcat, u16)], tuple(h160, u64))
});
