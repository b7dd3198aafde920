// Vectors: subtensor `tests/epoch.rs` (spec 425): test_bonds, test_active_stake, test_outdated_weights,
// test_zero_weights, with the emissions noted in that file's comments.
import { freshSubnet, list, type EpochCase, type Expected, type Row } from './epoch-case.ts';

const bondsTo = (server: number, values: number[]): Expected['bonds'] =>
  values.map((value, from) => [from, server, value]);
const toFour: Row = [
  [4, 16_383],
  [5, 32_767],
  [6, 49_149],
  [7, 65_535]
];
const evenly: Row = [
  [2, 65_535],
  [3, 65_535]
];
const twoToOne: Row = [
  [2, 65_535],
  [3, 32_768]
];
const FOUR_SERVERS = [49_998_779, 100_000_610, 149_996_337, 200_004_272];

export const bondsCases: EpochCase[] = [
  {
    name: 'test_bonds',
    state: freshSubnet([1, 2, 3, 4, 0, 0, 0, 0], { tempo: 1 }),
    epochs: [
      {},
      {
        change: {
          block: 1,
          lastUpdate: [1, 1, 1, 1, 0, 0, 0, 0],
          weights: { 0: toFour, 1: toFour, 2: toFour, 3: toFour }
        },
        expected: {
          bonds: bondsTo(4, [16_383, 32_767, 49_151, 65_535]),
          emissionRao: [49_999_998, 99_999_999, 150_000_000, 200_000_001, ...FOUR_SERVERS],
          incentive: [0, 0, 0, 0, 6_553, 13_107, 19_660, 26_214]
        }
      },
      {
        change: { block: 2, weights: { 0: [[0, 65_535]] } },
        expected: {
          bonds: bondsTo(4, [14_582, 32_767, 49_151, 65_535]),
          emissionRao: [44_998_351, 101_110_561, 151_667_215, 202_223_870, ...FOUR_SERVERS]
        }
      },
      {
        change: { block: 3, weights: { 1: [[1, 65_535]] } },
        expected: {
          bonds: bondsTo(4, [12_603, 28_321, 49_151, 65_535]),
          emissionRao: [40_496_805, 90_999_783, 157_929_636, 210_573_773, ...FOUR_SERVERS]
        }
      },
      {
        change: { block: 4, weights: { 2: [[2, 65_535]] } },
        expected: {
          bonds: bondsTo(7, [12_602, 28_320, 49_150, 65_535]),
          consensus: list(8, 0),
          emissionRao: [99_999_999, 199_999_999, 299_999_999, 399_999_999, 0, 0, 0, 0]
        }
      },
      {
        change: { block: 5, weights: { 2: [[7, 65_535]] } },
        expected: {
          bonds: bondsTo(7, [10_951, 24_609, 49_150, 65_535]),
          emissionRao: [36_443_733, 81_898_628, 163_565_493, 218_092_144, 0, 0, 0, 500_000_000]
        }
      },
      {
        change: { block: 6 },
        expected: {
          bonds: bondsTo(7, [9_559, 21_482, 49_150, 65_535]),
          emissionRao: [32_799_427, 73_706_612, 168_638_129, 224_855_830, 0, 0, 0, 500_000_000]
        }
      },
      {
        change: { block: 7 },
        expected: {
          bonds: bondsTo(7, [8_376, 18_824, 49_150, 65_535]),
          emissionRao: [29_518_068, 66_336_137, 173_203_134, 230_942_659, 0, 0, 0, 500_000_000]
        }
      },
      {
        change: { block: 8 },
        expected: { emissionRao: [26_565_175, 59_701_871, 177_311_856, 236_421_095, 0, 0, 0, 500_000_000] }
      }
    ]
  },
  {
    name: 'test_active_stake',
    state: freshSubnet([1, 1, 1, 1], { tempo: 1 }),
    epochs: [
      {},
      {
        change: { block: 1, lastUpdate: [1, 1, 0, 0], weights: { 0: evenly, 1: evenly } },
        expected: {
          dividends: [32_767, 32_767, null, null],
          emissionRao: list(4, 250_000_000),
          bonds: [0, 1].flatMap((from): [number, number, number][] => [
            [from, 0, 0],
            [from, 1, 0],
            [from, 2, 65_535],
            [from, 3, 65_535]
          ])
        }
      },
      {
        change: { block: 5002, lastUpdate: [5002, 1, 0, 0] },
        expected: {
          dividends: [36_044, 29_490, 0, 0],
          emissionRao: [274_999_999, 224_999_999, 250_000_000, 250_000_000],
          bonds: [
            [0, 2, 65_535],
            [0, 3, 65_535],
            [1, 2, 53_619],
            [1, 3, 53_619]
          ]
        }
      },
      {
        change: { block: 5003, lastUpdate: [5002, 5002, 0, 0] },
        expected: {
          dividends: [35_716, 29_818, 0, 0],
          emissionRao: [272_501_132, 227_498_866, 250_000_000, 250_000_000],
          bonds: [
            [0, 2, 65_535],
            [0, 3, 65_535],
            [1, 2, 54_712],
            [1, 3, 54_712]
          ]
        }
      }
    ]
  },
  {
    name: 'test_outdated_weights',
    state: freshSubnet([1, 1, 1, 1], { tempo: 0 }),
    epochs: [
      {},
      {
        change: {
          block: 1,
          lastUpdate: list(4, 1),
          weights: { 0: twoToOne, 1: twoToOne, 2: [[2, 65_535]], 3: [[3, 65_535]] }
        },
        expected: { emissionRao: [250_000_000, 250_000_000, 333_331_637, 166_668_361] }
      },
      {
        // uid 3 is another neuron since block 1, without stake; only uid 0 weighs it anew.
        change: {
          block: 2,
          stakeRao: [1, 1, 1, 0],
          validatorPermits: [true, true, true, false],
          blockAtRegistration: [0, 0, 0, 1],
          lastUpdate: [2, 1, 1, 1],
          weights: { 3: [] },
          bonds: { 3: [] }
        },
        expected: {
          dividends: [32_767, null, null, null],
          emissionRao: [250_000_000, 250_000_000, 500_000_000, 0],
          bonds: [
            [0, 2, 65_535],
            [0, 3, 65_535]
          ]
        }
      }
    ]
  },
  {
    name: 'test_zero_weights',
    state: freshSubnet([1, 0]),
    epochs: [
      { expected: { emissionRao: [1_000_000_000, 0] } },
      {
        change: { block: 1, lastUpdate: [0, 1], weights: { 1: [[1, 65_535]] } },
        expected: { emissionRao: [1_000_000_000, 0] }
      },
      {
        change: { block: 2, lastUpdate: [2, 2], blockAtRegistration: [0, 2], weights: { 0: [[1, 65_535]], 1: [] } },
        expected: { emissionRao: [1_000_000_000, 0] }
      },
      { change: { block: 3, lastUpdate: [3, 2] }, expected: { emissionRao: [500_000_000, 500_000_000] } }
    ]
  }
];
