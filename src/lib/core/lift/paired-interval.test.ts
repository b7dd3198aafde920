import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairedMeasure, studentT } from './paired-interval.ts';
import { seededRandom } from '../model/seeded-random.ts';

describe('pairedMeasure', () => {
  test('is total bits over total bytes', () => {
    const { bitsPerByte } = pairedMeasure([Float64Array.of(2, 6), Float64Array.of(4, 8)], Float64Array.of(4, 6));
    expect(bitsPerByte).toBeCloseTo(1, 12);
  });

  test('one seed and rows of one byte give the interval of a textbook mean', () => {
    // Values 1 ... 5: mean 3, standard error sqrt(2.5 / 5), t(4) = 2.776.
    const { bitsPerByte, ci95 } = pairedMeasure([Float64Array.of(1, 2, 3, 4, 5)], new Float64Array(5).fill(1));
    expect(bitsPerByte).toBe(3);
    expect(ci95[1] - 3).toBeCloseTo(2.77645 * Math.sqrt(0.5), 9);
    expect(3 - ci95[0]).toBeCloseTo(ci95[1] - 3, 12);
  });

  test('rows that all gain the same per byte leave only the seeds’ spread', () => {
    const bytes = Float64Array.of(10, 20, 30);
    const { ci95 } = pairedMeasure(
      [bytes.map((b) => b * 1), bytes.map((b) => b * 1.1), bytes.map((b) => b * 1.2)],
      bytes
    );
    expect(ci95[1] - 1.1).toBeCloseTo((4.30265 * 0.1) / Math.sqrt(3), 9);
  });

  test('covers the truth about as often as it says', () => {
    const random = seededRandom(11);
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const bytes = Float64Array.from({ length: 60 }, () => 20 + random.below(60));
      const rowGain = bytes.map((count) => count * (0.5 + 0.3 * random.normal()));
      const bits = [0, 1, 2].map(() => {
        const shift = 0.03 * random.normal();
        return rowGain.map((gain, row) => gain + shift * bytes[row]! + random.normal());
      });
      const { ci95 } = pairedMeasure(bits, bytes);
      if (ci95[0] <= 0.5 && 0.5 <= ci95[1]) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.91);
    expect(covered / 400).toBeLessThan(0.99);
  });

  test('the mean always lies inside', () => {
    const row = fc.record({
      bits: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      bytes: fc.integer({ min: 1, max: 1000 })
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), (rows) => {
        const bits = Float64Array.from(rows, (entry) => entry.bits);
        const { bitsPerByte, ci95 } = pairedMeasure(
          [bits, bits],
          Float64Array.from(rows, (entry) => entry.bytes)
        );
        expect(ci95[0]).toBeLessThanOrEqual(bitsPerByte);
        expect(ci95[1]).toBeGreaterThanOrEqual(bitsPerByte);
      })
    );
  });

  test.each([
    ['one row', [Float64Array.of(1)], Float64Array.of(1), 'score/benchmark-too-small'],
    ['rows without bytes', [Float64Array.of(1, 1)], Float64Array.of(0, 0), 'score/benchmark-too-small'],
    ['bits that are no numbers', [Float64Array.of(NaN, 1)], Float64Array.of(1, 1), 'score/non-finite']
  ])('refuses %s', (_name, bits, bytes, code) => {
    expect(() => pairedMeasure(bits, bytes)).toThrow(expect.objectContaining({ code }));
  });
});

test('studentT reads the table and goes between its lines', () => {
  expect(studentT(1)).toBe(12.7062);
  expect(studentT(Infinity)).toBe(1.95996);
  expect(studentT(12)).toBeCloseTo(2.179, 2);
  expect(studentT(200)).toBeCloseTo(1.972, 2);
});
