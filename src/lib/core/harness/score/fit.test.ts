import { describe, expect, test } from 'vitest';
import { Fit, WordWeights } from './fit.ts';

/** Parts of conversations as words by number. */
const fitOf = (left: number[][], right: number[][]) => {
  const lists = [left, right].map((all) => all.map((words) => Int32Array.from(words)));
  const whole = left.map((words, at) => Int32Array.from(new Set([...words, ...right[at]!])));
  const controls = (at: number) => left.map((_, other) => other).filter((other) => other !== at);
  return new Fit(lists[0]!, lists[1]!, { weights: new WordWeights(whole, 100), controls, vocabularySize: 100 });
};

describe('two parts of a conversation', () => {
  test('fit in full where they share what no other shares', () => {
    const fit = fitOf(
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9]
      ],
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9]
      ]
    );
    expect(fit.of(0)).toBe(1);
  });

  test('do not fit where all conversations are the same', () => {
    const fit = fitOf(
      [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3]
      ],
      [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3]
      ]
    );
    expect([0, 1, 2].map((at) => fit.of(at))).toEqual([0, 0, 0]);
  });

  test('do not fit where the parts of another conversation stand', () => {
    const fit = fitOf(
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9]
      ],
      [
        [4, 5, 6],
        [1, 2, 3],
        [7, 8, 9]
      ]
    );
    expect([0, 1, 2].map((at) => fit.of(at))).toEqual([0, 0, 1]);
  });

  test('fit to a third with one word in common, whatever it is', () => {
    const fit = fitOf(
      [
        [1, 20],
        [2, 20],
        [3, 20]
      ],
      [
        [1, 21],
        [2, 21],
        [3, 21]
      ]
    );
    expect(fit.of(0)).toBeLessThanOrEqual(1 / 3);
    expect(fit.of(0)).toBeGreaterThan(0);
  });

  test('do not fit where one is empty', () => {
    expect(fitOf([[], [1]], [[1], [1]]).of(0)).toBe(0);
  });
});
