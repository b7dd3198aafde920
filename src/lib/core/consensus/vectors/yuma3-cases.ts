// Vectors: subtensor `tests/epoch.rs` (spec 425), test_yuma_3_*: three validators move their weights between servers;
// bonds and dividends are given there to four digits. Each runs sparse and dense there; rows here name every server.
import { freshSubnet, list, type EpochCase, type Row } from './epoch-case.ts';

type Choice = number[];

const rowTo = (shares: Choice): Row => shares.map((value, i) => [3 + i, value]);
const FIRST: Choice = [65_535, 0];
const SECOND: Choice = [0, 65_535];
const all = (choice: Choice): Choice[] => [choice, choice, choice];

interface Target {
  bonds: number[][];
  dividends: number[];
}

/**
 * @param moves weights of the three validators set before an epoch; undefined leaves them.
 * @param targets by epoch; what is left out is not compared.
 */
function yuma3Case(
  name: string,
  stakes: number[],
  moves: (Choice[] | undefined)[],
  targets: readonly (Target | undefined)[],
  { resetBefore, fields = {} }: { resetBefore?: number; fields?: Record<string, unknown> } = {}
): EpochCase {
  const n = stakes.length;
  return {
    name,
    state: freshSubnet(stakes, {
      tempo: 1,
      maxAllowedValidators: 3,
      bondsPenalty: 0,
      bondsMovingAverage: 975_000,
      yuma3On: true,
      liquidAlphaOn: true,
      alphaLow: 6_553,
      alphaHigh: 19_660,
      alphaSigmoidSteepness: 1000,
      block: 1,
      ...fields
    }),
    epochs: [
      {},
      ...Array.from(targets, (target, epoch) => ({
        change: {
          block: 2 + epoch,
          lastUpdate: [...list(3, 1 + epoch), ...list(n - 3, 0)],
          ...(moves[epoch] && { weights: { ...moves[epoch].map(rowTo) } }),
          ...(resetBefore === epoch && { resetBondsTo: 3 })
        },
        ...(target && { expected: { nearBonds: target.bonds, nearDividends: target.dividends } })
      }))
    ]
  };
}

const target = (dividends: number[], ...bonds: number[][]): Target => ({ bonds, dividends: [...dividends, 0, 0] });
const EVEN = [0.33, 0.33, 0.34];
const BIG_FIRST = [8, 1, 1, 0, 0];
const EQUAL = [33, 33, 34, 0, 0];
const START = target([0.8, 0.1, 0.1], [0.1013, 0], [0.1013, 0], [0.1013, 0]);
/** Half of the weight each, stored scaled. */
const HALF = 65_535;

export const yuma3Cases: EpochCase[] = [
  yuma3Case(
    'test_yuma_3_kappa_moves_first',
    BIG_FIRST,
    [all(FIRST), [SECOND, FIRST, FIRST], [SECOND, SECOND, FIRST], all(SECOND)],
    [
      START,
      target([1, 0, 0], [0.0908, 0.1013], [0.3697, 0], [0.3697, 0]),
      target([0.9382, 0.0618, 0], [0.0815, 0.1924], [0.317, 0.1013], [0.558, 0]),
      target([0.8819, 0.0773, 0.0407], [0.0731, 0.2742], [0.2765, 0.1924], [0.4306, 0.1013]),
      target([0.8564, 0.0844, 0.0592], [0.0656, 0.3478], [0.2435, 0.2742], [0.3589, 0.1924]),
      target([0.8418, 0.0884, 0.0697], [0.0588, 0.4139], [0.2157, 0.3478], [0.3089, 0.2742])
    ]
  ),
  yuma3Case(
    'test_yuma_3_kappa_moves_second',
    BIG_FIRST,
    [all(FIRST), [FIRST, SECOND, FIRST], [SECOND, SECOND, FIRST], all(SECOND)],
    [
      START,
      target([0.8446, 0.0498, 0.1056], [0.1924, 0], [0.0908, 0.2987], [0.1924, 0]),
      target([0.6868, 0.3132, 0], [0.1715, 0.1013], [0.0815, 0.3697], [0.4336, 0]),
      target([0.7421, 0.209, 0.0489], [0.1531, 0.1924], [0.0731, 0.4336], [0.3608, 0.1013]),
      target([0.7625, 0.1706, 0.0669], [0.1369, 0.2742], [0.0656, 0.491], [0.3103, 0.1924]),
      target([0.773, 0.1508, 0.0762], [0.1225, 0.3478], [0.0588, 0.5426], [0.2712, 0.2742])
    ]
  ),
  yuma3Case(
    'test_yuma_3_kappa_moves_last',
    BIG_FIRST,
    [all(FIRST), [FIRST, SECOND, FIRST], [FIRST, SECOND, SECOND], all(SECOND)],
    [
      START,
      target([0.8446, 0.0498, 0.1056], [0.1924, 0], [0.0908, 0.2987], [0.1924, 0]),
      target([0.8966, 0.0333, 0.0701], [0.2742, 0], [0.0815, 0.5081], [0.1715, 0.2987]),
      target([0.4663, 0.321, 0.2127], [0.2416, 0.1013], [0.0731, 0.558], [0.1531, 0.3697]),
      target([0.5976, 0.234, 0.1683], [0.2141, 0.1924], [0.0656, 0.6028], [0.1369, 0.4336]),
      target([0.6592, 0.1932, 0.1475], [0.1903, 0.2742], [0.0588, 0.643], [0.1225, 0.491])
    ]
  ),
  yuma3Case(
    'test_yuma_3_one_epoch_switch',
    EQUAL,
    [all(FIRST), all(FIRST), [FIRST, FIRST, SECOND], all(FIRST)],
    [
      target(EVEN, [0.1013, 0], [0.1013, 0], [0.1013, 0]),
      target(EVEN, [0.1924, 0], [0.1924, 0], [0.1924, 0]),
      target([0.3782, 0.3782, 0.2436], [0.2742, 0], [0.2742, 0], [0.1715, 0.2987]),
      target([0.3628, 0.3628, 0.2745], [0.3478, 0], [0.3478, 0], [0.2554, 0.2618]),
      target([0.3541, 0.3541, 0.2917], [0.4139, 0], [0.4139, 0], [0.3309, 0.2312]),
      target([0.3487, 0.3487, 0.3026], [0.4733, 0], [0.4733, 0], [0.3987, 0.2051])
    ]
  ),
  yuma3Case(
    'test_yuma_3_liquid_alpha_disabled',
    EQUAL,
    [all(FIRST), all(FIRST), [FIRST, FIRST, SECOND], all(FIRST)],
    [
      target(EVEN, [0.025, 0], [0.025, 0], [0.025, 0]),
      target(EVEN, [0.0494, 0], [0.0494, 0], [0.0494, 0]),
      target([0.3734, 0.3734, 0.2532], [0.0731, 0], [0.0731, 0], [0.0481, 0.025]),
      target([0.3611, 0.3611, 0.2779], [0.0963, 0], [0.0963, 0], [0.0719, 0.0244]),
      target([0.3541, 0.3541, 0.2919], [0.1189, 0], [0.1189, 0], [0.0951, 0.0238]),
      target([0.3495, 0.3495, 0.3009], [0.1409, 0], [0.1409, 0], [0.1178, 0.0232])
    ],
    { fields: { liquidAlphaOn: false } }
  ),
  yuma3Case(
    'test_yuma_3_stable_miner',
    [8, 1, 1, 0, 0, 0],
    [
      all([HALF, 0, HALF]),
      [
        [HALF, 0, HALF],
        [0, HALF, HALF],
        [HALF, 0, HALF]
      ],
      [
        [0, HALF, HALF],
        [0, HALF, HALF],
        [HALF, 0, HALF]
      ],
      all([0, HALF, HALF])
    ],
    [
      target([0.8, 0.1, 0.1], [0.0507, 0, 0.0507], [0.0507, 0, 0.0507], [0.0507, 0, 0.0507]),
      target([0.8226, 0.0745, 0.1028], [0.0962, 0, 0.0962], [0.0455, 0.1, 0.0962], [0.0962, 0, 0.0962]),
      target([0.775, 0.1685, 0.0565], [0.0863, 0.0507, 0.1371], [0.0408, 0.1405, 0.1371], [0.177, 0, 0.1371]),
      target([0.7864, 0.1372, 0.0764], [0.0774, 0.0962, 0.1739], [0.0367, 0.177, 0.1739], [0.1579, 0.0507, 0.1739]),
      target([0.7912, 0.1241, 0.0847], [0.0694, 0.1371, 0.2069], [0.0329, 0.2097, 0.2069], [0.1411, 0.0962, 0.2069]),
      target([0.7937, 0.1173, 0.089], [0.0623, 0.1739, 0.2366], [0.0296, 0.2391, 0.2366], [0.1263, 0.1371, 0.2366])
    ]
  ),
  yuma3Case(
    'test_yuma_3_bonds_reset',
    BIG_FIRST,
    Array.from({ length: 41 }, (_, epoch) => {
      if (epoch === 0) return all(FIRST);
      if (epoch === 1) return [FIRST, SECOND, SECOND];
      if (epoch <= 20) return all(SECOND);
      return epoch === 21 ? [SECOND, FIRST, FIRST] : all(FIRST);
    }),
    Object.assign(Array<Target | undefined>(41).fill(undefined), {
      0: START,
      1: target([0.8944, 0.0528, 0.0528], [0.1924, 0], [0.0908, 0.2987], [0.0908, 0.2987]),
      2: target([0.523, 0.2385, 0.2385], [0.1715, 0.1013], [0.0815, 0.3697], [0.0815, 0.3697]),
      19: target([0.7919, 0.104, 0.104], [0.0269, 0.8539], [0.0131, 0.8975], [0.0131, 0.8975]),
      20: target([0.7928, 0.1036, 0.1036], [0, 0.8687], [0, 0.9079], [0, 0.9079]),
      21: target([0.8467, 0.0766, 0.0766], [0, 0.882], [0.2987, 0.6386], [0.2987, 0.6386]),
      40: target([0.7928, 0.1036, 0.1036], [0.8687, 0.0578], [0.9079, 0.0523], [0.9079, 0.0523])
    }),
    { resetBefore: 20 }
  )
];
