// NeuronInfoRuntimeApi: neurons with and without their weights (subtensor `rpc_info/neuron_info.rs`, spec 425).
import { accountId, alphaBalance, netUid } from '../frame/runtime-types.ts';
import { axonInfo, prometheusInfo, subtensorStorage as storage } from '../pallets/subtensor/subtensor-storage.ts';
import type { RuntimeApi } from '../frame/runtime-api.ts';
import { option, struct, tuple, vec } from '../scale/composites.ts';
import { bool, compactBig, compactNumber, u16, u64 } from '../scale/primitives.ts';
import type { ReadableState } from '../state/key-value.ts';

const short = compactNumber(u16);
const pairs = vec(tuple(short, short));
const head = {
  hotkey: accountId,
  coldkey: accountId,
  uid: short,
  netuid: compactNumber(netUid),
  active: bool,
  axon_info: axonInfo,
  prometheus_info: prometheusInfo,
  stake: vec(tuple(accountId, compactBig(alphaBalance))),
  rank: short,
  emission: compactBig(alphaBalance),
  incentive: short,
  consensus: short,
  trust: short,
  validator_trust: short,
  dividends: short,
  last_update: compactBig(u64),
  validator_permit: bool
};
const PATH = 'pallet_subtensor::rpc_info::neuron_info';
const neuronInfo = struct(`${PATH}::NeuronInfo`, { ...head, weights: pairs, bonds: pairs, pruning_score: short });
const neuronInfoLite = struct(`${PATH}::NeuronInfoLite`, { ...head, pruning_score: short });

/** What the chain answers where it no longer computes a score. */
const NO_PRUNING_SCORE = 65_535;
export const NO_AXON = {
  block: 0n,
  version: 0,
  ip: 0n,
  port: 0,
  ip_type: 0,
  protocol: 0,
  placeholder1: 0,
  placeholder2: 0
};
const NO_PROMETHEUS = { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 };

export const neuronInfoApi: RuntimeApi = {
  name: 'NeuronInfoRuntimeApi',
  methods: {
    get_neurons: {
      inputs: { netuid: netUid },
      output: vec(neuronInfo),
      answer: (state, { netuid }) => neurons(state, netuid as number, true)
    },
    get_neuron: {
      inputs: { netuid: netUid, uid: u16 },
      output: option(neuronInfo),
      answer: (state, { netuid, uid }) => neurons(state, netuid as number, true, uid as number)[0]
    },
    get_neurons_lite: {
      inputs: { netuid: netUid },
      output: vec(neuronInfoLite),
      answer: (state, { netuid }) => neurons(state, netuid as number, false)
    },
    get_neuron_lite: {
      inputs: { netuid: netUid, uid: u16 },
      output: option(neuronInfoLite),
      answer: (state, { netuid, uid }) => neurons(state, netuid as number, false, uid as number)[0]
    }
  }
};

/** All neurons of a subnet, or the one with `only`. */
function neurons(state: ReadableState, netuid: number, withRows: boolean, only?: number) {
  if (!storage.NetworksAdded.get(state, netuid)) return [];
  const n = storage.SubnetworkN.get(state, netuid);
  const uids = Array.from({ length: n }, (_, uid) => uid).filter((uid) => only === undefined || uid === only);
  const lists = {
    active: storage.Active.get(state, netuid),
    emission: storage.Emission.get(state, netuid),
    incentive: storage.Incentive.get(state, netuid),
    consensus: storage.Consensus.get(state, netuid),
    trust: storage.ValidatorTrust.get(state, netuid),
    dividends: storage.Dividends.get(state, netuid),
    lastUpdate: storage.LastUpdate.get(state, netuid),
    permit: storage.ValidatorPermit.get(state, netuid)
  };
  return uids.map((uid) => {
    const hotkey = storage.Keys.get(state, netuid, uid);
    const coldkey = storage.Owner.get(state, hotkey);
    return {
      hotkey,
      coldkey,
      uid,
      netuid,
      active: lists.active[uid] ?? false,
      axon_info: storage.Axons.get(state, netuid, hotkey) ?? NO_AXON,
      prometheus_info: storage.Prometheus.get(state, netuid, hotkey) ?? NO_PROMETHEUS,
      stake: [[coldkey, storage.TotalHotkeyAlpha.get(state, hotkey, netuid)] as const],
      rank: 0,
      emission: lists.emission[uid] ?? 0n,
      incentive: lists.incentive[uid] ?? 0,
      consensus: lists.consensus[uid] ?? 0,
      trust: 0,
      validator_trust: lists.trust[uid] ?? 0,
      dividends: lists.dividends[uid] ?? 0,
      last_update: lists.lastUpdate[uid] ?? 0n,
      validator_permit: lists.permit[uid] ?? false,
      ...(withRows ? rowsOf(state, netuid, uid) : {}),
      pruning_score: NO_PRUNING_SCORE
    };
  });
}

function rowsOf(state: ReadableState, netuid: number, uid: number) {
  const present = ({ uids, values }: { uids: ArrayLike<number>; values: ArrayLike<number> }) =>
    Array.from(uids, (target, i) => [target, values[i]!] as const).filter(([, value]) => value > 0);
  return {
    weights: present(storage.Weights.get(state, netuid, uid)),
    bonds: present(storage.Bonds.get(state, netuid, uid))
  };
}
