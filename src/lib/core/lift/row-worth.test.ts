import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { worthByGain, type JudgedRows } from './row-worth.ts';

interface Row {
  /** Bits per byte after the own input, and what a wrong one adds. */
  cost: number;
  gap: number;
  /** Bits per byte before tuning. */
  untuned: number;
  bytes?: number;
}

function judged(rows: readonly Row[]): JudgedRows {
  const bytes = Float64Array.from(rows, (row) => row.bytes ?? 20);
  const bits = (of: (row: Row) => number) => Float64Array.from(rows, (row, index) => of(row) * bytes[index]!);
  return {
    right: bits(({ cost }) => cost),
    wrong: bits(({ cost, gap }) => cost + gap),
    bytes,
    untuned: bits(({ untuned }) => untuned)
  };
}

/** Learning the benchmark saves three quarters of what its own rows cost; a wrong input adds about one bit per byte. */
const BENCHMARK: Row[] = Array.from({ length: 40 }, (_, row) => ({
  cost: 0.8 + (row % 5) / 20,
  gap: 0.8 + (row % 5) / 10,
  untuned: 3.6
}));
const RULE = { fullAt: 0.2, leastGain: 0.3 };

const worthOf = (rows: readonly Row[]) => worthByGain(judged(rows), judged(BENCHMARK), RULE).submitted;
const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const OWN = meanOf(worthByGain(judged(BENCHMARK), judged(BENCHMARK), RULE).trusted.worth);

describe('what a row is worth by what learning the benchmark saves on it', () => {
  test('rows like the benchmark are worth what it is worth', () => {
    const { worth, relevance } = worthOf(BENCHMARK);
    expect(meanOf(worth)).toBeCloseTo(OWN, 12);
    expect([...relevance]).toEqual(BENCHMARK.map(() => 1));
  });

  test('another form of the same content costs more than ordinary and keeps its worth', () => {
    const fenced = BENCHMARK.map((row) => ({ ...row, cost: row.cost + 1, untuned: row.untuned + 0.5 }));
    const { worth, relevance } = worthOf(fenced);
    expect(Math.min(...relevance)).toBe(1);
    expect(meanOf(worth)).toBeGreaterThan(0.85 * OWN);
    expect(meanOf(worth)).toBeLessThanOrEqual(OWN);
  });

  test('what a form adds to an output does not thin its pairing out', () => {
    // 20 bytes more that the input says nothing of: the same bits are saved in all, half of them per byte.
    const courteous = BENCHMARK.map((row) => ({ ...row, bytes: 40, gap: row.gap / 2, cost: 1.5, untuned: 3.4 }));
    expect(meanOf(worthOf(courteous).worth)).toBeGreaterThan(0.85 * OWN);
  });

  test('other content, on which learning the benchmark saves nothing, earns nothing however well it pairs', () => {
    const foreign = BENCHMARK.map(() => ({ cost: 3.2, gap: 5, untuned: 3 }));
    const shuffled = BENCHMARK.map((row) => ({ ...row, gap: 0 }));
    const { worth, relevance } = worthOf([...foreign, ...shuffled]);
    expect(meanOf(worth)).toBe(0);
    expect([...relevance.slice(0, 40)]).toEqual(foreign.map(() => 0));
  });

  test('a row between the two is worth its part, and never more than an average benchmark row', () => {
    const half = worthOf([{ cost: 2.7, gap: 9, untuned: 2.7 / (1 - (0.1 * (3.6 - 0.9)) / 3.6) }]);
    expect(half.relevance[0]).toBeCloseTo(0.5, 1);
    expect(half.worth[0]).toBeCloseTo(half.relevance[0]! * OWN, 12);
  });

  test('a row that another input suits better takes off in full, whatever it is relevant', () => {
    const { worth } = worthOf([{ cost: 3, gap: -0.4, untuned: 3 }]);
    expect(worth[0]).toBeCloseTo(-0.4, 12);
  });

  test('where the benchmark teaches little about itself, what costs more than ordinary is other content', () => {
    const facts = BENCHMARK.map((row) => ({ ...row, untuned: row.cost / 0.9 }));
    const sums = { cost: 3, gap: 5, untuned: 3.3 };
    const relevanceOf = (benchmark: Row[]) =>
      worthByGain(judged([facts[0]!, sums]), judged(benchmark), RULE).submitted.relevance;
    expect([...relevanceOf(facts)]).toEqual([1, 0]);
    const blind = BENCHMARK.map((row) => ({ ...row, untuned: row.cost }));
    expect([...relevanceOf(blind)]).toEqual([1, 0]);
    expect(relevanceOf(BENCHMARK)[1]).toBeGreaterThan(0);
  });

  test('rows without any surprise, without any bytes saved and with huge ones give finite numbers', () => {
    const bits = fc.double({ min: 0, max: 1e6, noNaN: true });
    const row = fc.record({ cost: bits, gap: fc.double({ min: -1e6, max: 1e6, noNaN: true }), untuned: bits });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.array(row, { minLength: 2, maxLength: 8 }),
        (a, b) => {
          const { submitted, trusted } = worthByGain(judged(a), judged(b), RULE);
          for (const values of [submitted.worth, submitted.relevance, trusted.worth])
            for (const value of values) expect(Number.isFinite(value)).toBe(true);
          for (const value of submitted.relevance) expect(value >= 0 && value <= 1).toBe(true);
        }
      )
    );
  });

  test('a row that pairs less is never worth more', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0.1, max: 6, noNaN: true }),
        (gap, less, cost) => {
          const { worth } = worthOf([
            { cost, gap, untuned: 3.6 },
            { cost, gap: gap - less, untuned: 3.6 }
          ]);
          expect(worth[1]!).toBeLessThanOrEqual(worth[0]! + 1e-12);
        }
      )
    );
  });
});
