import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitDavidson, outcomes } from './davidson.ts';

const zeros = (count: number) => Array.from({ length: count }, () => new Array<number>(count).fill(0));

describe('strengths from votes', () => {
  test('are those of Davidson 1970, table 4: six chocolate puddings, with ties', () => {
    // i, j, votes for i, votes for j, ties; the data set `pudding` of the R package PlackettLuce, with its estimates after the
    // seven steps of the paper.
    const data = [
      [1, 2, 19, 22, 16],
      [1, 3, 16, 19, 12],
      [2, 3, 19, 19, 10],
      [1, 4, 18, 23, 13],
      [2, 4, 23, 19, 9],
      [3, 4, 19, 20, 15],
      [1, 5, 13, 19, 18],
      [2, 5, 16, 20, 12],
      [3, 5, 16, 15, 17],
      [4, 5, 17, 14, 16],
      [1, 6, 18, 21, 12],
      [2, 6, 22, 20, 12],
      [3, 6, 13, 18, 10],
      [4, 6, 14, 19, 18],
      [5, 6, 11, 21, 12]
    ] as const;
    const [wins, ties] = [zeros(6), zeros(6)];
    for (const [i, j, first, second, tied] of data) {
      wins[i - 1]![j - 1] = first;
      wins[j - 1]![i - 1] = second;
      ties[i - 1]![j - 1] = tied;
      ties[j - 1]![i - 1] = tied;
    }
    const { strengths, tie, converged } = fitDavidson({ wins, ties }, { prior: 0 });
    expect(converged).toBe(true);
    const published = [0.1388005, 0.1729985, 0.161742, 0.165393, 0.1586805, 0.2023855];
    for (const [at, strength] of strengths.entries()) expect(strength / 6).toBeCloseTo(published[at]!, 3);
    expect(tie).toBeCloseTo(0.7468147, 3);
  });

  test('are those of Stigler 1994: citations among four journals, without ties', () => {
    // The data set `citations` of the R package BradleyTerry2, with the estimates and standard errors of its documentation.
    const wins = [
      [0, 730, 498, 221],
      [33, 0, 68, 17],
      [320, 813, 0, 142],
      [284, 276, 325, 0]
    ];
    const { strengths, covariance } = fitDavidson({ wins, ties: zeros(4) }, { prior: 0 });
    const logs = strengths.map((value) => Math.log(value / strengths[0]!));
    const errors = strengths.map((_, at) =>
      Math.sqrt(covariance[at]![at]! + covariance[0]![0]! - 2 * covariance[at]![0]!)
    );
    for (const [at, value] of [0, -2.94907, -0.47957, 0.26895].entries()) expect(logs[at]).toBeCloseTo(value, 4);
    for (const [at, value] of [0, 0.10255, 0.06059, 0.07083].entries()) expect(errors[at]).toBeCloseTo(value, 4);
  });

  test('of two outputs have a closed form: the ratio of wins, and ties over their geometric mean', () => {
    const { strengths, tie } = fitDavidson(
      {
        wins: [
          [0, 9],
          [4, 0]
        ],
        ties: [
          [0, 3],
          [3, 0]
        ]
      },
      { prior: 0 }
    );
    expect(strengths[0]! / strengths[1]!).toBeCloseTo(9 / 4, 9);
    expect(tie).toBeCloseTo(3 / 6, 9);
  });

  test('stay finite where an output is never beaten, where all is tied, and where there are no votes', () => {
    const unbeaten = fitDavidson({
      wins: [
        [0, 5],
        [0, 0]
      ],
      ties: zeros(2)
    });
    expect(unbeaten.strengths[0]).toBeGreaterThan(unbeaten.strengths[1]!);
    expect(unbeaten.strengths[0]).toBeLessThan(100);
    const tied = fitDavidson({
      wins: zeros(2),
      ties: [
        [0, 9],
        [9, 0]
      ]
    });
    for (const strength of tied.strengths) expect(strength).toBeCloseTo(1, 9);
    expect(Number.isFinite(tied.tie)).toBe(true);
    const none = fitDavidson({ wins: zeros(3), ties: zeros(3) });
    for (const strength of none.strengths) expect(strength).toBeCloseTo(1, 9);
    expect(none.logErrors.every((error) => error > 1)).toBe(true);
  });

  test('do not change where the outputs change places', () => {
    const votes = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(votes, votes, (won, tied) => {
        const table = (order: number[]) => ({
          wins: order.map((i) => order.map((j) => (i === j ? 0 : won[3 * i + j]!))),
          ties: order.map((i) => order.map((j) => (i === j ? 0 : tied[3 * Math.min(i, j) + Math.max(i, j)]!)))
        });
        const straight = fitDavidson(table([0, 1, 2])).strengths;
        const turned = fitDavidson(table([2, 0, 1])).strengths;
        for (const [at, place] of [2, 0, 1].entries()) expect(turned[at]! / straight[place]!).toBeCloseTo(1, 6);
      }),
      { numRuns: 50 }
    );
  });

  test('give probabilities that add up to one', () => {
    const { first, second, tied } = outcomes(3, 1, 0.5);
    expect(first + second + tied).toBeCloseTo(1, 12);
    expect(first / second).toBeCloseTo(3, 12);
  });
});
