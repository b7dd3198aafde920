// What a metagraph tells of a subnet, field by field in the runtime's order; the selective one adds two
// (subtensor `rpc_info/metagraph.rs`, spec 425). A field's place is its number in `get_selective_metagraph`.
import { stringToU8a } from '@polkadot/util';
import { accountId, alphaBalance, netUid, taoBalance } from '../frame/runtime-types.ts';
import { commitmentsStorage } from '../pallets/commitments.ts';
import {
  axonInfo,
  chainIdentity,
  subnetIdentity,
  subtensorStorage as storage
} from '../pallets/subtensor/subtensor-storage.ts';
import { systemStorage } from '../pallets/system.ts';
import { encode, type AnyCodec, type Codec } from '../scale/codec.ts';
import { option, struct, tuple, vec } from '../scale/composites.ts';
import { bool, compactBig, compactNumber, i128, u128, u16, u64, u8 } from '../scale/primitives.ts';
import type { ReadableState } from '../state/key-value.ts';
import { NO_AXON } from './neuron-info-api.ts';
import type { hyperparamsOf } from './subnet-hyperparams.ts';

/** What the fields are read from, looked up once. */
export interface MetagraphSource {
  state: ReadableState;
  netuid: number;
  /** Storage index of the mechanism the incentives and updates belong to. */
  index: number;
  hotkeys: Uint8Array[];
  params: NonNullable<ReturnType<typeof hyperparamsOf>>;
}

export interface MetagraphField {
  codec: AnyCodec;
  read(source: MetagraphSource): unknown;
}

const short = compactNumber(u16);
const long = compactBig(u64);
const tao = compactBig(taoBalance);
const alpha = compactBig(alphaBalance);
const letters = vec(compactNumber(u8));
const fixedI128 = struct('substrate_fixed::FixedI128', { bits: i128 });

const field = <T>(codec: Codec<T>, read: (source: MetagraphSource) => T): MetagraphField =>
  ({ codec, read }) as unknown as MetagraphField;
type Params = MetagraphSource['params'];
const param = <Name extends keyof Params>(codec: Codec<Params[Name]>, name: Name): MetagraphField =>
  field(codec, ({ params }) => params[name]);
const ofNetuid = <T>(codec: Codec<T>, item: { get(state: ReadableState, netuid: number): T }): MetagraphField =>
  field(codec, ({ state, netuid }) => item.get(state, netuid));
const ofHotkeys = <T>(codec: Codec<T>, read: (source: MetagraphSource, hotkey: Uint8Array) => T): MetagraphField =>
  field(vec(codec), (source) => source.hotkeys.map((hotkey) => read(source, hotkey)));

const nameOf = ({ state, netuid }: MetagraphSource): number[] => [
  ...(storage.SubnetIdentitiesV3.get(state, netuid)?.subnet_name ?? stringToU8a(`subnet ${netuid}`))
];
const stakes = (codec: Codec<bigint>): MetagraphField =>
  ofHotkeys(codec, ({ state, netuid }, hotkey) => storage.TotalHotkeyAlpha.get(state, hotkey, netuid));
const nothing = field(vec(short), () => []);

export const metagraphFields: Record<string, MetagraphField> = {
  netuid: field(compactNumber(netUid), ({ index }) => index),
  name: field(letters, nameOf),
  symbol: field(letters, ({ state, netuid }) => [...storage.TokenSymbol.get(state, netuid)]),
  identity: ofNetuid(option(subnetIdentity), storage.SubnetIdentitiesV3),
  network_registered_at: ofNetuid(long, storage.NetworkRegisteredAt),
  owner_hotkey: ofNetuid(accountId, storage.SubnetOwnerHotkey),
  owner_coldkey: ofNetuid(accountId, storage.SubnetOwner),
  block: field(long, ({ state }) => BigInt(systemStorage.Number.get(state))),
  tempo: param(short, 'tempo'),
  last_step: ofNetuid(long, storage.LastMechansimStepBlock),
  blocks_since_last_step: field(
    long,
    ({ state, netuid }) => BigInt(systemStorage.Number.get(state)) - storage.LastMechansimStepBlock.get(state, netuid)
  ),
  subnet_emission: field(long, () => 0n),
  alpha_in: ofNetuid(alpha, storage.SubnetAlphaIn),
  alpha_out: ofNetuid(alpha, storage.SubnetAlphaOut),
  tao_in: ofNetuid(tao, storage.SubnetTAO),
  alpha_out_emission: ofNetuid(alpha, storage.SubnetAlphaOutEmission),
  alpha_in_emission: field(alpha, () => 0n),
  tao_in_emission: field(tao, () => 0n),
  pending_alpha_emission: field(
    alpha,
    ({ state, netuid }) =>
      storage.PendingValidatorEmission.get(state, netuid) + storage.PendingServerEmission.get(state, netuid)
  ),
  pending_root_emission: field(tao, () => 0n),
  subnet_volume: ofNetuid(compactBig(u128), storage.SubnetVolume),
  moving_price: field(fixedI128, () => ({ bits: 0n })),
  rho: param(short, 'rho'),
  kappa: param(short, 'kappa'),
  min_allowed_weights: param(short, 'min_allowed_weights'),
  max_weights_limit: param(short, 'max_weights_limit'),
  weights_version: param(long, 'weights_version'),
  weights_rate_limit: param(long, 'weights_rate_limit'),
  activity_cutoff: param(long, 'activity_cutoff'),
  max_validators: param(short, 'max_validators'),
  num_uids: ofNetuid(short, storage.SubnetworkN),
  max_uids: ofNetuid(short, storage.MaxAllowedUids),
  burn: ofNetuid(tao, storage.Burn),
  difficulty: param(long, 'difficulty'),
  registration_allowed: param(bool, 'registration_allowed'),
  pow_registration_allowed: ofNetuid(bool, storage.NetworkPowRegistrationAllowed),
  immunity_period: param(short, 'immunity_period'),
  min_difficulty: param(long, 'min_difficulty'),
  max_difficulty: param(long, 'max_difficulty'),
  min_burn: param(tao, 'min_burn'),
  max_burn: param(tao, 'max_burn'),
  adjustment_alpha: param(long, 'adjustment_alpha'),
  adjustment_interval: param(short, 'adjustment_interval'),
  target_regs_per_interval: param(short, 'target_regs_per_interval'),
  max_regs_per_block: param(short, 'max_regs_per_block'),
  serving_rate_limit: param(long, 'serving_rate_limit'),
  commit_reveal_weights_enabled: param(bool, 'commit_reveal_weights_enabled'),
  commit_reveal_period: param(long, 'commit_reveal_period'),
  liquid_alpha_enabled: param(bool, 'liquid_alpha_enabled'),
  alpha_high: param(short, 'alpha_high'),
  alpha_low: param(short, 'alpha_low'),
  bonds_moving_avg: param(long, 'bonds_moving_avg'),
  hotkeys: field(vec(accountId), ({ hotkeys }) => hotkeys),
  coldkeys: ofHotkeys(accountId, ({ state }, hotkey) => storage.Owner.get(state, hotkey)),
  identities: ofHotkeys(option(chainIdentity), ({ state }, hotkey) =>
    storage.IdentitiesV2.get(state, storage.Owner.get(state, hotkey))
  ),
  axons: ofHotkeys(axonInfo, ({ state, netuid }, hotkey) => storage.Axons.get(state, netuid, hotkey) ?? NO_AXON),
  active: ofNetuid(vec(bool), storage.Active),
  validator_permit: ofNetuid(vec(bool), storage.ValidatorPermit),
  pruning_score: nothing,
  last_update: field(vec(long), ({ state, index }) => storage.LastUpdate.get(state, index)),
  emission: ofNetuid(vec(alpha), storage.Emission),
  dividends: ofNetuid(vec(short), storage.Dividends),
  incentives: field(vec(short), ({ state, index }) => storage.Incentive.get(state, index)),
  consensus: ofNetuid(vec(short), storage.Consensus),
  trust: nothing,
  rank: nothing,
  block_at_registration: field(vec(long), ({ state, netuid, hotkeys }) =>
    hotkeys.map((_, uid) => storage.BlockAtRegistration.get(state, netuid, uid))
  ),
  alpha_stake: stakes(alpha),
  tao_stake: ofHotkeys(tao, () => 0n),
  total_stake: stakes(tao),
  tao_dividends_per_hotkey: ofHotkeys(tuple(accountId, tao), (_source, hotkey): [Uint8Array, bigint] => [hotkey, 0n]),
  alpha_dividends_per_hotkey: ofHotkeys(tuple(accountId, alpha), ({ state, netuid }, hotkey): [Uint8Array, bigint] => [
    hotkey,
    storage.AlphaDividendsPerSubnet.get(state, netuid, hotkey)
  ])
};

export const selectiveFields: Record<string, MetagraphField> = {
  ...metagraphFields,
  /** uids with a permit and more than the threshold at stake, the largest stake last. */
  validators: field(vec(short), ({ state, netuid, hotkeys }) => {
    const permits = storage.ValidatorPermit.get(state, netuid);
    const threshold = storage.StakeThreshold.get(state);
    return hotkeys
      .map((hotkey, uid) => ({ uid, stake: storage.TotalHotkeyAlpha.get(state, hotkey, netuid) }))
      .filter(({ uid, stake }) => permits[uid] === true && stake > threshold)
      .sort((a, b) => (a.stake < b.stake ? -1 : a.stake > b.stake ? 1 : 0))
      .map(({ uid }) => uid);
  }),
  commitments: field(vec(tuple(accountId, letters)), ({ state, netuid }) =>
    commitmentsStorage.CommitmentOf.entries(state, netuid).map(({ keys, value }): [Uint8Array, number[]] => [
      keys[1],
      [...encode(commitmentsStorage.CommitmentOf.spec.value, value)]
    ])
  )
};
