// A subnet's settings as SubnetInfoRuntimeApi tells them, in its three shapes (subtensor `rpc_info/subnet_info.rs`).
import { stringToU8a } from '@polkadot/util';
import { taoBalance } from '../frame/runtime-types.ts';
import { activityCutoffBlocks } from '../pallets/subtensor/activity-cutoff.ts';
import { fixedU128, subtensorStorage as storage } from '../pallets/subtensor/subtensor-storage.ts';
import { struct, variant, vec } from '../scale/composites.ts';
import { bool, bytes, compactBig, compactNumber, i64, u128, u16, u32, u64 } from '../scale/primitives.ts';
import type { ReadableState } from '../state/key-value.ts';

const PATH = 'pallet_subtensor::rpc_info::subnet_info';
const short = compactNumber(u16);
const long = compactBig(u64);
const tao = compactBig(taoBalance);
const fixedI64 = struct('substrate_fixed::FixedI64', { bits: i64 });

const fields = {
  rho: short,
  kappa: short,
  immunity_period: short,
  min_allowed_weights: short,
  max_weights_limit: short,
  tempo: short,
  min_difficulty: long,
  max_difficulty: long,
  weights_version: long,
  weights_rate_limit: long,
  adjustment_interval: short,
  activity_cutoff: long,
  registration_allowed: bool,
  target_regs_per_interval: short,
  min_burn: tao,
  max_burn: tao,
  bonds_moving_avg: long,
  max_regs_per_block: short,
  serving_rate_limit: long,
  max_validators: short,
  adjustment_alpha: long,
  difficulty: long,
  commit_reveal_period: long,
  commit_reveal_weights_enabled: bool,
  alpha_high: short,
  alpha_low: short,
  liquid_alpha_enabled: bool
};
export const subnetHyperparams = struct(`${PATH}::SubnetHyperparams`, fields);
export const subnetHyperparamsV2 = struct(`${PATH}::SubnetHyperparamsV2`, {
  ...fields,
  alpha_sigmoid_steepness: fixedI64,
  yuma_version: short,
  subnet_is_active: bool,
  transfers_enabled: bool,
  bonds_reset_enabled: bool,
  user_liquidity_enabled: bool
});

const hyperparamValue = variant(`${PATH}::HyperparamValue`, {
  Bool: { index: 0, fields: { 0: bool } },
  U16: { index: 1, fields: { 0: short } },
  U32: { index: 2, fields: { 0: compactNumber(u32) } },
  U64: { index: 3, fields: { 0: long } },
  U128: { index: 4, fields: { 0: compactBig(u128) } },
  TaoBalance: { index: 5, fields: { 0: tao } },
  I32F32: { index: 6, fields: { 0: fixedI64 } },
  U64F64: { index: 7, fields: { 0: fixedU128 } }
});
export const subnetHyperparamsV3 = vec(struct(`${PATH}::HyperparamEntry`, { name: bytes, value: hyperparamValue }));

/** Every setting under its name; shapes 1 and 2 take what they know. Undefined where there is no subnet. */
export function hyperparamsOf(state: ReadableState, netuid: number) {
  if (!storage.NetworksAdded.get(state, netuid)) return undefined;
  const [alphaLow, alphaHigh] = storage.AlphaValues.get(state, netuid);
  return {
    rho: storage.Rho.get(state, netuid),
    kappa: storage.Kappa.get(state, netuid),
    immunity_period: storage.ImmunityPeriod.get(state, netuid),
    min_allowed_weights: storage.MinAllowedWeights.get(state, netuid),
    max_weights_limit: 65_535,
    tempo: storage.Tempo.get(state, netuid),
    min_difficulty: storage.MinDifficulty.get(state, netuid),
    max_difficulty: storage.MaxDifficulty.get(state, netuid),
    weights_version: storage.WeightsVersionKey.get(state, netuid),
    weights_rate_limit: storage.WeightsSetRateLimit.get(state, netuid),
    adjustment_interval: storage.AdjustmentInterval.get(state, netuid),
    activity_cutoff: BigInt(activityCutoffBlocks(state, netuid)),
    registration_allowed: storage.NetworkRegistrationAllowed.get(state, netuid),
    target_regs_per_interval: storage.TargetRegistrationsPerInterval.get(state, netuid),
    min_burn: storage.MinBurn.get(state, netuid),
    max_burn: storage.MaxBurn.get(state, netuid),
    bonds_moving_avg: storage.BondsMovingAverage.get(state, netuid),
    max_regs_per_block: storage.MaxRegistrationsPerBlock.get(state, netuid),
    serving_rate_limit: storage.ServingRateLimit.get(state, netuid),
    max_validators: storage.MaxAllowedValidators.get(state, netuid),
    adjustment_alpha: storage.AdjustmentAlpha.get(state, netuid),
    difficulty: storage.Difficulty.get(state, netuid),
    commit_reveal_period: storage.RevealPeriodEpochs.get(state, netuid),
    commit_reveal_weights_enabled: storage.CommitRevealWeightsEnabled.get(state, netuid),
    alpha_high: alphaHigh,
    alpha_low: alphaLow,
    liquid_alpha_enabled: storage.LiquidAlphaOn.get(state, netuid),
    alpha_sigmoid_steepness: { bits: BigInt(storage.AlphaSigmoidSteepness.get(state, netuid)) << 32n },
    yuma_version: storage.Yuma3On.get(state, netuid) ? 3 : 2,
    subnet_is_active: storage.SubtokenEnabled.get(state, netuid),
    transfers_enabled: storage.TransferToggle.get(state, netuid),
    bonds_reset_enabled: storage.BondsResetOn.get(state, netuid),
    user_liquidity_enabled: false
  };
}

/** Shape 3: a list of names and tagged values, in the runtime's order. */
export function hyperparamListOf(state: ReadableState, netuid: number) {
  const known = hyperparamsOf(state, netuid);
  if (!known) return undefined;
  const entry = (name: string, type: string, value: unknown) => ({
    name: stringToU8a(name),
    value: { type, value: { 0: value } }
  });
  const from = (type: string, ...names: (keyof typeof known)[]) => names.map((name) => entry(name, type, known[name]));
  return [
    ...from('U16', 'kappa', 'immunity_period', 'min_allowed_weights', 'max_weights_limit', 'tempo'),
    ...from('U64', 'weights_version', 'weights_rate_limit', 'activity_cutoff'),
    entry('activity_cutoff_factor', 'U32', storage.ActivityCutoffFactorMilli.get(state, netuid)),
    ...from('Bool', 'registration_allowed'),
    ...from('U16', 'target_regs_per_interval'),
    ...from('TaoBalance', 'min_burn', 'max_burn'),
    entry('burn_half_life', 'U16', storage.BurnHalfLife.get(state, netuid)),
    entry('burn_increase_mult', 'U64F64', storage.BurnIncreaseMult.get(state, netuid)),
    ...from('U64', 'bonds_moving_avg'),
    ...from('U16', 'max_regs_per_block'),
    ...from('U64', 'serving_rate_limit'),
    ...from('U16', 'max_validators'),
    ...from('U64', 'commit_reveal_period'),
    ...from('Bool', 'commit_reveal_weights_enabled'),
    ...from('U16', 'alpha_high', 'alpha_low'),
    ...from('Bool', 'liquid_alpha_enabled'),
    ...from('I32F32', 'alpha_sigmoid_steepness'),
    ...from('U16', 'yuma_version'),
    ...from('Bool', 'subnet_is_active', 'transfers_enabled', 'bonds_reset_enabled', 'user_liquidity_enabled'),
    entry('owner_cut_enabled', 'Bool', storage.OwnerCutEnabled.get(state, netuid)),
    entry('owner_cut_auto_lock_enabled', 'Bool', false),
    entry('min_childkey_take', 'U16', 0)
  ];
}
