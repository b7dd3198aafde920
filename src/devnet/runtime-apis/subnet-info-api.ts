// SubnetInfoRuntimeApi: metagraphs, settings and the next epoch of a subnet (subtensor `runtime-api`, spec 425).
import { mechanismId, netUid } from '../frame/runtime-types.ts';
import { nextEpochBlock } from '../pallets/subtensor/epoch-step.ts';
import { subtensorStorage as storage } from '../pallets/subtensor/subtensor-storage.ts';
import { mechanismIndex } from '../pallets/subtensor/weights-rules.ts';
import type { RuntimeApi } from '../frame/runtime-api.ts';
import type { AnyCodec, Codec } from '../scale/codec.ts';
import { option, struct, vec } from '../scale/composites.ts';
import { u16, u64 } from '../scale/primitives.ts';
import type { ReadableState } from '../state/key-value.ts';
import { metagraphFields, selectiveFields, type MetagraphField, type MetagraphSource } from './metagraph-fields.ts';
import {
  hyperparamListOf,
  hyperparamsOf,
  subnetHyperparams,
  subnetHyperparamsV2,
  subnetHyperparamsV3
} from './subnet-hyperparams.ts';
import { dynamicInfo, subnetState, type SubnetView } from './subnet-views.ts';

const PATH = 'pallet_subtensor::rpc_info::metagraph';
/** An asked-for value, as distinct from one that is asked for and absent. */
type Selected = { value: unknown } | undefined;

function selected(inner: AnyCodec): Codec<Selected> {
  const base = option(inner);
  return {
    shape: base.shape,
    minSize: 1,
    write: (writer, value) => {
      writer.small(value ? 1 : 0, 1);
      if (value) inner.write(writer, value.value);
    },
    read: (reader) => (reader.small(1) === 0 ? undefined : { value: inner.read(reader) })
  };
}

const codecsOf = (
  fields: Record<string, MetagraphField>,
  wrap: (name: string, codec: AnyCodec) => AnyCodec
): Record<string, AnyCodec> =>
  Object.fromEntries(Object.entries(fields).map(([name, { codec }]) => [name, wrap(name, codec)]));

const metagraph = struct(
  `${PATH}::Metagraph`,
  codecsOf(metagraphFields, (_name, codec) => codec)
);
const selectiveMetagraph = struct(
  `${PATH}::SelectiveMetagraph`,
  codecsOf(selectiveFields, (name, codec) => (name === 'netuid' ? codec : (selected(codec) as AnyCodec)))
);
const selectiveNames = Object.keys(selectiveFields);

const source = (state: ReadableState, netuid: number, mechanism = 0): MetagraphSource | undefined => {
  const params = hyperparamsOf(state, netuid);
  if (!params || mechanism >= storage.MechanismCountCurrent.get(state, netuid)) return undefined;
  const n = storage.SubnetworkN.get(state, netuid);
  const hotkeys = Array.from({ length: n }, (_, uid) => storage.Keys.get(state, netuid, uid));
  return { state, netuid, index: mechanismIndex(netuid, mechanism), hotkeys, params };
};

const whole = (from: MetagraphSource | undefined) =>
  from && Object.fromEntries(Object.entries(metagraphFields).map(([name, { read }]) => [name, read(from)]));

const viewed = (view: SubnetView, from: MetagraphSource | undefined) => from && view.read(from);

const everySubnet = (state: ReadableState): MetagraphSource[] =>
  storage.NetworksAdded.entries(state).flatMap(({ keys: [netuid] }) => source(state, netuid) ?? []);

/** Only the fields asked for; the others are absent, and the netuid is the root's unless it is asked for. */
function selection(from: MetagraphSource | undefined, indexes: readonly number[], netuid: number) {
  if (!from) return undefined;
  const picked = indexes.flatMap((index) => selectiveNames[index] ?? []).filter((name) => name !== 'netuid');
  return {
    netuid,
    ...Object.fromEntries(picked.map((name) => [name, { value: selectiveFields[name]!.read(from) }]))
  };
}

export const subnetInfoApi: RuntimeApi = {
  name: 'SubnetInfoRuntimeApi',
  methods: {
    get_subnet_hyperparams: {
      inputs: { netuid: netUid },
      output: option(subnetHyperparams),
      answer: (state, { netuid }) => hyperparamsOf(state, netuid as number)
    },
    get_subnet_hyperparams_v2: {
      inputs: { netuid: netUid },
      output: option(subnetHyperparamsV2),
      answer: (state, { netuid }) => hyperparamsOf(state, netuid as number)
    },
    get_subnet_hyperparams_v3: {
      inputs: { netuid: netUid },
      output: option(subnetHyperparamsV3),
      answer: (state, { netuid }) => hyperparamListOf(state, netuid as number)
    },
    get_all_dynamic_info: {
      inputs: {},
      output: vec(option(dynamicInfo.codec)),
      answer: (state) => everySubnet(state).map((from) => dynamicInfo.read(from))
    },
    get_all_metagraphs: {
      inputs: {},
      output: vec(option(metagraph)),
      answer: (state) => everySubnet(state).map(whole)
    },
    get_metagraph: {
      inputs: { netuid: netUid },
      output: option(metagraph),
      answer: (state, { netuid }) => whole(source(state, netuid as number))
    },
    get_mechagraph: {
      inputs: { netuid: netUid, mecid: mechanismId },
      output: option(metagraph),
      answer: (state, { netuid, mecid }) => whole(source(state, netuid as number, mecid as number))
    },
    get_dynamic_info: {
      inputs: { netuid: netUid },
      output: option(dynamicInfo.codec),
      answer: (state, { netuid }) => viewed(dynamicInfo, source(state, netuid as number))
    },
    get_subnet_state: {
      inputs: { netuid: netUid },
      output: option(subnetState.codec),
      answer: (state, { netuid }) => viewed(subnetState, source(state, netuid as number))
    },
    get_selective_metagraph: {
      inputs: { netuid: netUid, metagraph_indexes: vec(u16) },
      output: option(selectiveMetagraph),
      answer: (state, { netuid, metagraph_indexes }) => {
        const indexes = metagraph_indexes as number[];
        return selection(source(state, netuid as number), indexes, indexes.includes(0) ? (netuid as number) : 0);
      }
    },
    get_selective_mechagraph: {
      inputs: { netuid: netUid, subid: mechanismId, metagraph_indexes: vec(u16) },
      output: option(selectiveMetagraph),
      answer: (state, { netuid, subid, metagraph_indexes }) =>
        selection(source(state, netuid as number, subid as number), metagraph_indexes as number[], netuid as number)
    },
    get_next_epoch_start_block: {
      inputs: { netuid: netUid },
      output: option(u64),
      answer: (state, { netuid }) => nextEpochBlock(state, netuid as number)
    }
  }
};
