import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairSigns } from './pair-signs.ts';
import { chanceVariance, rankAgreement } from './rank-agreement.ts';

const agreement = (answer: number[], truth: number[]) =>
  rankAgreement(pairSigns(Int8Array.from(answer)), 0, pairSigns(Int8Array.from(truth)));

/** All ways to deal the values out. */
function deals(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, at) => deals(values.toSpliced(at, 1)).map((rest) => [value, ...rest]));
}

describe('agreement with a known order', () => {
  test.each([
    ['the same order is 1', [0, 1, 2, 3], [0, 1, 2, 3], 1],
    ['the reversed one -1', [3, 2, 1, 0], [0, 1, 2, 3], -1],
    ['one swap of neighbours costs two of six pairs', [1, 0, 2, 3], [0, 1, 2, 3], 4 / 6],
    ['all tied is 0', [0, 0, 0, 0], [0, 1, 2, 3], 0],
    ['a tie costs what a guess costs on average', [0, 0, 1, 2], [0, 1, 2, 3], 5 / 6],
    ['what the truth ties may be ordered at will', [1, 0, 2, 3], [0, 0, 1, 2], 1],
    ['an output that was not judged counts as tied', [0, 1, -1, 2], [0, 1, 2, 3], 3 / 6],
    ['what the truth does not know is left out', [3, 0, 1, 2], [-1, 0, 1, 2], 1],
    ['cannot tell is 0', [-1, -1, -1, -1], [0, 1, 2, 3], 0]
  ])('%s', (_name, answer, truth, expected) => expect(agreement(answer, truth)).toBeCloseTo(expected, 12));

  test('a truth that orders nothing gives none', () => expect(agreement([0, 1], [0, 0])).toBeNull());

  test('of ranks dealt at random it is 0 on average, with the variance that Kendall gives', () => {
    const ranks = fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(ranks, ranks, (answer, truth) => {
        const both = answer.map((rank, at) => (rank >= 0 && (truth[at] ?? -1) >= 0 ? at : -1)).filter((at) => at >= 0);
        const padded = answer.map((_, at) => truth[at] ?? -1);
        fc.pre(agreement(answer, padded) !== null);
        const values = deals(both.map((at) => answer[at]!)).map((dealt) => {
          const given = answer.map(() => -1);
          for (const [index, at] of both.entries()) given[at] = dealt[index]!;
          return agreement(given, padded)!;
        });
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        expect(mean).toBeCloseTo(0, 12);
        expect(chanceVariance(Int8Array.from(answer), Int8Array.from(padded))).toBeCloseTo(variance, 9);
      })
    );
  });
});
