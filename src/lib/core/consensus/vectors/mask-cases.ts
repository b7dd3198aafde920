// Vectors: subtensor `tests/epoch.rs` (spec 425): which weights and bonds do not count. Deregistered targets, commits
// still to be revealed, self-weights.
import { freshSubnet, type EpochCase } from './epoch-case.ts';

/** A validator that committed at block 21 and weighs itself and uid 1, a neuron that took its seat at block 22. */
const sniped = (commitBlocks: (number | null)[]) =>
  freshSubnet([10_000, 10_000, 5_000], {
    block: 23,
    tempo: 10,
    lastUpdate: [23, 22, 0],
    blockAtRegistration: [0, 22, 0],
    commitBlocks,
    validatorPermits: [true, false, true],
    weights: [
      [
        [0, 65_535],
        [1, 65_535]
      ],
      [],
      []
    ],
    emissionRao: 1_000
  });

/** A validator that weighs a neuron from before its commit and two from after it. */
const window = (commitBlocks: (number | null)[]) =>
  freshSubnet([10_000, 1_000, 1_000, 1_000], {
    block: 34,
    tempo: 8,
    lastUpdate: [34, 8, 33, 33],
    blockAtRegistration: [0, 8, 33, 33],
    commitBlocks,
    validatorPermits: [true, false, false, false],
    maxAllowedValidators: 1,
    weights: [
      [
        [1, 65_535],
        [2, 65_535],
        [3, 65_535]
      ],
      [],
      [],
      []
    ],
    emissionRao: 1_000
  });

export const maskCases: EpochCase[] = [
  {
    name: 'test_epoch_masks_incoming_to_sniped_uid_prevents_inheritance',
    state: sniped([21, null, null]),
    epochs: [{ expected: { incentive: [0, 0, 0] } }]
  },
  {
    name: 'test_epoch_no_mask_when_commit_reveal_disabled: the same without commits',
    state: sniped([]),
    epochs: [{ expected: { incentive: [0, 65_535, 0] } }]
  },
  {
    name: 'test_epoch_does_not_mask_outside_window_but_masks_inside',
    state: window([32, null, null, null]),
    epochs: [{ expected: { incentive: [0, 65_535, 0, 0] } }]
  },
  {
    name: 'test_epoch_does_not_mask_outside_window_but_masks_inside: once the commit has expired',
    state: window([null, null, null, null]),
    epochs: [{ expected: { incentive: [0, 21_844, 21_844, 21_844] } }]
  },
  {
    name: 'test_can_set_self_weight_as_subnet_owner',
    state: freshSubnet([5_000_000_000_000, 0], {
      block: 2,
      tempo: 10,
      lastUpdate: [2, 0],
      ownerUid: 0,
      validatorPermits: [true, false],
      weights: [
        [
          [0, 32_767],
          [1, 32_767]
        ],
        []
      ]
    }),
    epochs: [{ expected: { incentive: [32_767, 32_767] } }]
  },
  {
    name: 'test_deregistered_miner_bonds: bonds to a neuron from after the last tempo start anew',
    state: freshSubnet([1, 1, 1, 1], { tempo: 2 }),
    epochs: [
      {},
      {
        change: {
          block: 3,
          lastUpdate: [1, 1, 0, 0],
          weights: {
            0: [
              [2, 65_535],
              [3, 32_768]
            ],
            1: [
              [2, 65_535],
              [3, 32_768]
            ]
          }
        },
        expected: {
          bonds: [
            [0, 2, 65_535],
            [0, 3, 65_535]
          ]
        }
      },
      {
        // uid 3 is new since block 3: its bonds are the new, equal ones alone, those to uid 2 keep the old difference.
        change: {
          block: 5,
          lastUpdate: [4, 4, 0, 4],
          stakeRao: [1, 1, 1, 0],
          blockAtRegistration: [0, 0, 0, 3],
          bonds: {
            0: [
              [2, 65_535],
              [3, 65_535]
            ],
            1: [
              [2, 43_690],
              [3, 43_690]
            ]
          }
        },
        expected: {
          bonds: [
            [0, 3, 65_535],
            [1, 3, 65_535],
            [0, 2, 65_535]
          ]
        }
      }
    ]
  }
];
