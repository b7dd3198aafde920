import { describe, expect, test } from 'vitest';
import type { LiftMeasurement } from '../report/score-report.ts';
import { gatedScore, liftScore } from './lift-score.ts';

const measurement = (lift: number, low: number, gain: number): LiftMeasurement => ({
  lift: { bitsPerByte: lift, ci95: [low, 2 * lift - low] },
  conditionalGain: { bitsPerByte: gain, ci95: [gain - 0.1, gain + 0.1] },
  baseline: { bitsPerByte: 2 },
  trained: { bitsPerByte: 2 - lift },
  perSeed: [],
  parametersHash: '',
  tokens: 0
});

describe('liftScore', () => {
  test('is half the share of surprise taken away and half what of it hangs on the input', () => {
    expect(liftScore(measurement(1, 0.9, 0.4))).toEqual({
      score: 0.35,
      reason: 'Lift 1.000 bits per byte (95 % 0.900 to 1.100) and conditional gain 0.400 on a baseline of 2.000.'
    });
  });

  test('is 0 when the interval reaches 0', () => {
    expect(liftScore(measurement(0.1, 0, 0.4))).toEqual({
      score: 0,
      reason: 'No lift above chance: 0.100 bits per byte (95 % 0.000 to 0.200).'
    });
  });

  test('gain past the lift counts no more, and unlearnt pairing can cost all of it but not more', () => {
    expect(liftScore(measurement(1, 0.9, 50)).score).toBe(0.5);
    expect(liftScore(measurement(1, 0.9, -3)).score).toBe(0);
  });

  test('is never NaN', () => {
    expect(() => liftScore(measurement(Number.NaN, 1, 1))).toThrow(
      expect.objectContaining({ code: 'score/non-finite' })
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
    detail: '1 row of at least 100',
    findings: []
  } as const;
  expect(gatedScore([{ ...gate, findings: [] }])).toEqual({
    score: 0,
    reason: 'Not trained: rows (1 row of at least 100)'
  });
});
