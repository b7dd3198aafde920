import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LiftMeasurement, Measure } from './lift-evidence.ts';
import { gatedScore, liftScore, pairingShare } from './lift-score.ts';

const around = (bitsPerByte: number, halfWidth: number): Measure => ({
  bitsPerByte,
  ci95: [bitsPerByte - halfWidth, bitsPerByte + halfWidth]
});

interface Case {
  lift: number;
  liftHalfWidth?: number;
  pairing?: number;
  trusted?: Measure;
}

const measurement = ({
  lift,
  liftHalfWidth = 0.1,
  pairing = 0.5,
  trusted = around(0.5, 0.1)
}: Case): LiftMeasurement => ({
  lift: around(lift, liftHalfWidth),
  liftShare: { value: lift / 2, ci95: [(lift - liftHalfWidth) / 2, (lift + liftHalfWidth) / 2] },
  conditionalGain: around(0.4, 0.1),
  rowPairing: { submission: around(pairing, 0.05), trusted, rows: [] },
  baseline: { bitsPerByte: 2 },
  trained: { bitsPerByte: 2 - lift },
  perSeed: [],
  parametersHash: '',
  tokens: 0
});

describe('liftScore', () => {
  test('is lift share x pairing share x counted share, with both intervals joined', () => {
    const { score, interval95, reason } = liftScore(measurement({ lift: 1, pairing: 0.25 }), 0.8);
    expect(score).toBeCloseTo(0.5 * 0.5 * 0.8, 12);
    const halfWidth = 0.8 * Math.hypot(0.5 * 0.05, 0.5 * 0.1);
    expect(interval95[0]).toBeCloseTo(score - halfWidth, 12);
    expect(interval95[1]).toBeCloseTo(score + halfWidth, 12);
    expect(reason).toBe(
      'Lift 1.000 bits per byte (95 % 0.900 to 1.100), 50.0 % of a baseline of 2.000; ' +
        "50.0 % of the benchmark's own row pairing; 80.0 % of the rows count."
    );
  });

  test('is 0 when the interval reaches 0', () => {
    expect(liftScore(measurement({ lift: 0.1 }), 1)).toEqual({
      score: 0,
      interval95: [0, 0],
      reason: 'No lift above chance: 0.100 bits per byte (95 % 0.000 to 0.200).'
    });
  });

  test('pairing past the benchmark’s own counts no more; rows that answer other questions count nothing', () => {
    expect(liftScore(measurement({ lift: 1, pairing: 50 }), 1).score).toBe(0.5);
    expect(liftScore(measurement({ lift: 1, pairing: -3 }), 1).score).toBe(0);
  });

  test('where the benchmark’s own pairing does not differ from 0, nothing is said of it', () => {
    expect(pairingShare(measurement({ lift: 1, trusted: around(0.1, 0.1) }))).toEqual({ value: 1, ci95: [1, 1] });
  });

  test('is never NaN', () => {
    expect(() => liftScore(measurement({ lift: Number.NaN }), 1)).toThrow(
      expect.objectContaining({ code: 'score/non-finite' })
    );
  });

  test('stays within [0, 1], inside its interval, and never rises when fewer rows count', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        share,
        share,
        (lift, pairing, one, other) => {
          const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
          const given = measurement({ lift, pairing });
          const { score, interval95 } = liftScore(given, more);
          expect(score).toBeGreaterThanOrEqual(interval95[0]);
          expect(score).toBeLessThanOrEqual(interval95[1]);
          expect(interval95[1]).toBeLessThanOrEqual(1);
          expect(liftScore(given, fewer).score).toBeLessThanOrEqual(score);
        }
      )
    );
  });
});

test('a failed gate gives 0 and says which', () => {
  const gate = {
    name: 'rows',
    pass: false,
    value: 1,
    limit: 100,
    unit: 'rows',
    leftOut: 0,
    detail: '1 row of at least 100',
    findings: []
  } as const;
  expect(gatedScore([{ ...gate, findings: [] }])).toEqual({
    score: 0,
    interval95: [0, 0],
    reason: 'Not trained: rows (1 row of at least 100)'
  });
});
