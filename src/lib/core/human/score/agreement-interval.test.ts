import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { beyondChance, measureAgreement } from './agreement-interval.ts';

const OF_FOUR = 26 / 108;
const measured = (values: number[], chance = OF_FOUR) =>
  measureAgreement(
    values,
    values.map(() => chance)
  );

describe('what agreements on a few tasks say', () => {
  test('few perfect answers prove little, many prove much', () => {
    const low = [1, 3, 6, 12, 30, 100].map((count) => measured(new Array<number>(count).fill(1)).interval95[0]);
    expect(low.map((value) => value.toFixed(2))).toEqual(['-0.95', '-0.20', '0.58', '0.82', '0.94', '0.98']);
    expect(measured([1, 1, 1]).credit).toBe(1);
  });

  test('without tasks nothing is known', () => {
    expect(measured([])).toMatchObject({ tasks: 0, interval95: [-1, 1], credit: 0 });
  });

  test('covers the truth about as often as it says, for few tasks and many', () => {
    const random = seededRandom(7);
    for (const [tasks, right] of [
      [6, 0.9],
      [12, 0.95],
      [30, 0.8],
      [30, 0.98],
      [100, 0.6]
    ] as const) {
      let covered = 0;
      for (let trial = 0; trial < 500; trial++) {
        const values = Array.from({ length: tasks }, () => (random.below(1000) < 1000 * right ? 1 : -1));
        const [low, high] = measured(values, 1).interval95;
        if (low <= 2 * right - 1 && 2 * right - 1 <= high) covered++;
      }
      expect(covered / 500).toBeGreaterThan(0.92);
    }
  });

  test('credit is 0 up to what chance gives, 1 at 1, and never above the mean', () => {
    expect(beyondChance(0.2, 0.0401)).toBe(0);
    expect(beyondChance(-1, 0.04)).toBe(0);
    expect(beyondChance(1, 0.04)).toBe(1);
    const unit = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, (a, b, chance) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(beyondChance(less, chance)).toBeLessThanOrEqual(beyondChance(more, chance) + 1e-12);
        expect(beyondChance(more, chance)).toBeLessThanOrEqual(more + 1e-12);
      })
    );
  });
});
