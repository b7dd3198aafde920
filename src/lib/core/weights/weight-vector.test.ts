import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weightVector } from './weight-vector.ts';

test('the best uid gets the full u16 and the others their proportion', () => {
  expect(
    weightVector(
      new Map([
        [7, 3],
        [4, 1]
      ])
    )
  ).toEqual({ uids: [4, 7], values: [21_845, 65_535] });
});

test('nothing worth a weight gives an empty vector, never an even split', () => {
  expect(weightVector(new Map())).toEqual({ uids: [], values: [] });
  expect(
    weightVector(
      new Map([
        [1, 0],
        [2, Number.NaN],
        [3, -1],
        [4, Number.POSITIVE_INFINITY]
      ])
    )
  ).toEqual({ uids: [], values: [] });
});

test('keeps the order of the scores', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 64 }), (scores) => {
      const { uids, values } = weightVector(new Map(scores.map((score, uid) => [uid, score])));
      expect(Math.max(...values)).toBe(65_535);
      for (let i = 1; i < uids.length; i++)
        expect(
          Math.sign(values[i]! - values[i - 1]!) * Math.sign(scores[uids[i]!]! - scores[uids[i - 1]!]!)
        ).toBeGreaterThanOrEqual(0);
    })
  );
});
