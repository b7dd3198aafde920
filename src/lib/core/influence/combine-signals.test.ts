import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohensD, combineSignals, robustScores } from './combine-signals.ts';

describe('robustScores', () => {
  test('the typical value is 0, and one deviation of normal numbers is about 1', () => {
    const values = [-1.5, -0.6745, 0, 0.6745, 1.5];
    expect(robustScores(values)[2]).toBe(0);
    expect(robustScores(values)[3]).toBeCloseTo(0.6745 / (1.4826 * 0.6745), 6);
  });

  test('an outlier moves neither the others nor past the bound', () => {
    const plain = robustScores([1, 2, 3, 4, 5]);
    const spoilt = robustScores([1, 2, 3, 4, 5e9]);
    expect(spoilt.slice(0, 4)).toEqual(plain.slice(0, 4));
    expect(spoilt[4]).toBe(5);
  });

  test('keep the order and stay within five deviations', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { maxLength: 30 }), (values) => {
        const scores = robustScores(values);
        scores.forEach((score, left) => {
          expect(Math.abs(score)).toBeLessThanOrEqual(5);
          values.forEach((value, right) => {
            if (values[left]! < value) expect(score).toBeLessThanOrEqual(scores[right]!);
          });
        });
      })
    );
  });
});

test('Cohen’s d is the difference of the means in deviations', () => {
  expect(cohensD([2, 4], [0, 2])).toBe(2);
  expect(cohensD([1, 1], [0, 0])).toBe(0);
});

test('a signal that tells pairings apart outweighs one that does not, but never silences it', () => {
  const good = { values: [-3, -1, 0, 1, 3], discrimination: 3 };
  const blind = { values: [3, 1, 0, -1, -3], discrimination: -0.2 };
  const combined = combineSignals([good, blind]);
  expect(combined[0]).toBeLessThan(0);
  expect(combined[0]).toBeGreaterThan(robustScores(good.values)[0]!);
});
