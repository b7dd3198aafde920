// The two older views of a subnet, made of the metagraph's fields: SubnetState and DynamicInfo
// (subtensor `rpc_info/show_subnet.rs`, `rpc_info/dynamic_info.rs`, spec 425).
import { alphaBalance } from '../frame/runtime-types.ts';
import { subtensorStorage as storage } from '../pallets/subtensor/subtensor-storage.ts';
import type { AnyCodec } from '../scale/codec.ts';
import { struct, vec } from '../scale/composites.ts';
import { compactBig } from '../scale/primitives.ts';
import { metagraphFields, type MetagraphField, type MetagraphSource } from './metagraph-fields.ts';

export interface SubnetView {
  codec: AnyCodec;
  read(source: MetagraphSource): unknown;
}

/** @param fields names in the runtime's order; a pair renames a field of the metagraph */
function view(path: string, fields: readonly (string | readonly [string, string])[], more = {}): SubnetView {
  const picked: Record<string, MetagraphField> = {
    ...Object.fromEntries(
      fields.map((field) => {
        const [name, from] = typeof field === 'string' ? [field, field] : field;
        return [name, metagraphFields[from]!];
      })
    ),
    ...more
  };
  return {
    codec: struct(
      path,
      Object.fromEntries(Object.entries(picked).map(([name, { codec }]) => [name, codec]))
    ) as AnyCodec,
    read: (source) => Object.fromEntries(Object.entries(picked).map(([name, { read }]) => [name, read(source)]))
  };
}

const PATH = 'pallet_subtensor::rpc_info';

/** This chain has one subnet's emission of a hotkey in `Emission`; the history has a row for each subnet. */
const emissionHistory: MetagraphField = {
  codec: vec(vec(compactBig(alphaBalance))) as AnyCodec,
  read: ({ state, netuid }) => [storage.Emission.get(state, netuid)]
};

export const subnetState = view(
  `${PATH}::show_subnet::SubnetState`,
  [
    'netuid',
    'hotkeys',
    'coldkeys',
    'active',
    'validator_permit',
    'pruning_score',
    'last_update',
    'emission',
    'dividends',
    'incentives',
    'consensus',
    'trust',
    'rank',
    'block_at_registration',
    'alpha_stake',
    'tao_stake',
    'total_stake'
  ],
  { emission_history: emissionHistory }
);

export const dynamicInfo = view(`${PATH}::dynamic_info::DynamicInfo`, [
  'netuid',
  'owner_hotkey',
  'owner_coldkey',
  ['subnet_name', 'name'],
  ['token_symbol', 'symbol'],
  'tempo',
  'last_step',
  'blocks_since_last_step',
  ['emission', 'subnet_emission'],
  'alpha_in',
  'alpha_out',
  'tao_in',
  'alpha_out_emission',
  'alpha_in_emission',
  'tao_in_emission',
  'pending_alpha_emission',
  'pending_root_emission',
  'subnet_volume',
  'network_registered_at',
  ['subnet_identity', 'identity'],
  'moving_price'
]);
