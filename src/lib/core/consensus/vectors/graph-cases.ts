// Vectors: subtensor `tests/epoch.rs` (spec 425): test_1_graph, test_10_graph, test_512_graph, test_validator_permits,
// test_last_update_size_mismatch and the single-staker test.
import { freshSubnet, list, type EpochCase, type Row } from './epoch-case.ts';

const self = (uid: number): Row => [[uid, 65_535]];

/** Where that file places validators among servers: first, at regular distance, or shuffled (here by a fixed stride). */
const LAYOUTS: ((validators: number, n: number) => number[])[] = [
  (validators) => Array.from({ length: validators }, (_, i) => i),
  (validators, n) => Array.from({ length: validators }, (_, i) => (i * n) / validators),
  (validators, n) => Array.from({ length: validators }, (_, i) => (i * 37 + 11) % n).sort((a, b) => a - b)
];

function graphOf512(layout: number, serversWeighSelf: boolean): EpochCase {
  const n = 512;
  const validators = LAYOUTS[layout]!(64, n);
  const isValidator = (uid: number) => validators.includes(uid);
  const uids = Array.from({ length: n }, (_, uid) => uid);
  const servers = uids.filter((uid) => !isValidator(uid));
  // 65535 / 512 each, stored scaled.
  const toServers = servers.map((uid): [number, number] => [uid, 65_535]);
  const rows = uids.map((uid) => (isValidator(uid) ? toServers : serversWeighSelf ? self(uid) : []));
  const expected = {
    consensus: uids.map((uid) => (isValidator(uid) ? 0 : 146)),
    incentive: uids.map((uid) => (isValidator(uid) ? 0 : 146)),
    dividends: uids.map((uid) => (isValidator(uid) ? 1023 : 0)),
    emissionRao: uids.map((uid) => (isValidator(uid) ? 7_812_500 : 1_116_071)),
    bonds: uids.flatMap((uid): [number, number, number][] => [
      [uid, validators[0]!, 0],
      [uid, servers[0]!, isValidator(uid) ? 65_535 : 0]
    ])
  };
  return {
    name: `test_512_graph: validators ${['first', 'at regular distance', 'shuffled'][layout]}, ${serversWeighSelf ? 'with' : 'without'} self-weights of servers`,
    state: freshSubnet(
      uids.map((uid) => (isValidator(uid) ? 328_125_000_000_000 : 0)),
      { maxAllowedValidators: 64 }
    ),
    epochs: [{}, { change: { block: 1, lastUpdate: list(n, 1), weights: { ...rows } } }, {}, { expected }]
  };
}

/** Permits go to the stakes above the threshold; more stake takes them away. */
function permitsCase(layout: number, n: number, count: number, staggered: boolean): EpochCase {
  const validators = LAYOUTS[layout]!(count, n);
  const isValidator = Array.from({ length: n }, (_, uid) => validators.includes(uid));
  const stake = isValidator.map((is, uid) => (staggered ? (is ? uid + n : uid) : is ? 1 : 0));
  const raised = stake.map((rao, uid) => (isValidator[uid] ? rao : rao + 2 * n));
  return {
    name: `test_validator_permits: ${count} of ${n}, layout ${layout}, ${staggered ? 'staggered' : 'equal'} stakes`,
    state: freshSubnet(stake, { maxAllowedValidators: count, stakeThresholdRao: count }),
    epochs: [
      { expected: { validatorPermits: stake.map((rao, uid) => isValidator[uid]! && rao >= count) } },
      {
        change: { block: 1, stakeRao: raised },
        expected: { validatorPermits: raised.map((rao, uid) => !isValidator[uid] && rao >= count) }
      }
    ]
  };
}

const nothing = (n: number) => ({ consensus: list(n, 0), incentive: list(n, 0), dividends: list(n, 0) });

export const graphCases: EpochCase[] = [
  {
    name: 'test_1_graph',
    state: freshSubnet([1_000_000_000]),
    epochs: [{ change: { block: 1, lastUpdate: [1], weights: { 0: self(0) } }, expected: nothing(1) }]
  },
  {
    name: 'test_last_update_size_mismatch',
    state: freshSubnet([1_000_000_000]),
    epochs: [{ change: { block: 1, lastUpdate: [1, 1, 1], weights: { 0: self(0) } }, expected: nothing(1) }]
  },
  {
    name: 'test_10_graph',
    state: freshSubnet(list(10, 1)),
    epochs: [
      {
        change: { block: 1, lastUpdate: list(10, 1), weights: { ...list(10, 0).map((_, uid) => self(uid)) } },
        expected: { ...nothing(10), emissionRao: list(10, 99_999_999) }
      }
    ]
  },
  {
    name: 'test_epoch_outputs_single_staker_registered_no_weights',
    state: freshSubnet([1]),
    epochs: [{ expected: { emissionRao: [1_000_000_000] } }]
  },
  ...[0, 1, 2].flatMap((layout) => [false, true].map((weighSelf) => graphOf512(layout, weighSelf))),
  ...[0, 1, 2].flatMap((layout) =>
    [1, 2, 4].flatMap((count) => [false, true].map((staggered) => permitsCase(layout, 2 * count, count, staggered)))
  )
];
