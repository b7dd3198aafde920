import { beforeAll, describe, expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { TOY_PROTOCOL, toyReference } from '../../score/testing/toy.ts';
import type { Example } from '../dataset/example.ts';
import type { LiftMeasurement } from './lift-evidence.ts';
import { liftScore } from './lift-score.ts';
import { measureLift, type MeasurementCheckpoint } from './measure-lift.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import { seededRandom, shuffledIndices } from '../model/seeded-random.ts';

const PROTOCOL = {
  ...TOY_PROTOCOL,
  steps: 40,
  trustedSteps: 40,
  preference: { beta: 3, learningRate: 1e-2, mostPairs: 8 }
};
const THINGS = ['kite', 'door', 'lamp', 'boat', 'coat', 'chair', 'flag', 'book', 'cup', 'stone'];
const KIND = ['yes please', 'of course', 'with joy', 'gladly'];
const RUDE = ['no way', 'go away', 'not now', 'never'];

/** Friendly answers against curt ones. */
function manners(count: number, seed: number): Example[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const thing = THINGS[random.below(10)]!;
    return {
      line: index + 1,
      input: `${thing} ${random.below(900)}`,
      output: `${KIND[random.below(4)]}, ${thing}`,
      rejected: `${RUDE[random.below(4)]}, ${thing}`
    };
  });
}

/** Numbers against other numbers: nothing is to be learnt from which is called better. */
function lots(count: number): Example[] {
  const random = seededRandom(8);
  return manners(count, 9).map((row) => ({
    ...row,
    output: String(random.below(1e6)),
    rejected: String(random.below(1e6))
  }));
}

function flipped(rows: Example[], share: number): Example[] {
  const chosen = new Set(shuffledIndices(rows.length, seededRandom(5)).slice(0, Math.round(rows.length * share)));
  return rows.map((row, index) => (chosen.has(index) ? { ...row, output: row.rejected!, rejected: row.output } : row));
}

let runtime: ModelRuntime;
beforeAll(async () => {
  runtime = await createNativeRuntime({ threads: 1 });
});

const clean = manners(120, 1);
const benchmark = manners(40, 2);
const measure = (examples: Example[], more = {}): Promise<LiftMeasurement> =>
  measureLift(
    {
      reference: toyReference(),
      protocol: PROTOCOL,
      examples,
      benchmarkExamples: benchmark,
      seeds: [1, 2],
      kind: 'preference',
      ...more
    },
    { runtime }
  );

describe('preferences', { timeout: 120_000 }, () => {
  test('score by how many labels are right: clean, a quarter flipped, half flipped', async () => {
    const [right, quarter, half, reversed] = [
      await measure(clean),
      await measure(flipped(clean, 0.25)),
      await measure(flipped(clean, 0.5)),
      await measure(flipped(clean, 1))
    ];
    const scores = [right, quarter, half, reversed].map((measurement) => liftScore(measurement, 1).score);
    expect(scores[0]).toBeGreaterThan(0.5);
    expect(scores[1]).toBeLessThan(0.75 * scores[0]!);
    expect(scores[1]).toBeGreaterThan(0.1);
    expect(scores[2]).toBeLessThan(0.1);
    expect(scores[3]).toBe(0);
    expect(right.liftShare.ci95[0]).toBeGreaterThan(quarter.liftShare.ci95[1]);
    expect(right.rowPairing.submission.ci95[0]).toBeGreaterThan(quarter.rowPairing.submission.ci95[1]);
    expect(reversed.rowPairing.submission.bitsPerByte).toBeLessThan(-0.8);
  });

  test('an untrained model is one bit surprised at every pair, and bits are measured per pair', async () => {
    const { baseline, lift, liftShare, trained, unit } = await measure(clean);
    expect(baseline.bitsPerByte).toBe(1);
    expect(liftShare.value).toBeCloseTo(lift.bitsPerByte, 12);
    expect(trained.bitsPerByte).toBeCloseTo(1 - lift.bitsPerByte, 12);
    expect(unit).toBe('pair');
  });

  test('flipped labels are the rows whose pairing is negative', async () => {
    const rows = flipped(clean, 0.25);
    const { rowPairing } = await measure(rows);
    const isFlipped = new Set(
      rows.flatMap(({ line, output }, index) => (output === clean[index]!.output ? [] : [line]))
    );
    const negative = rowPairing.rows.filter(({ bitsPerByte }) => bitsPerByte < 0);
    expect(negative.length).toBe(isFlipped.size);
    expect(negative.every(({ line }) => isFlipped.has(line))).toBe(true);
  });

  test('preferences about something else score next to nothing', async () => {
    expect(liftScore(await measure(lots(120)), 1).score).toBeLessThan(0.05);
  });

  test('a stopped measurement goes on to the same bits, and the order of rows is of no matter', async () => {
    let kept: MeasurementCheckpoint | null = null;
    const input = {
      reference: toyReference(),
      protocol: PROTOCOL,
      examples: clean,
      benchmarkExamples: benchmark,
      seeds: [1]
    };
    const whole = await measureLift(
      { ...input, kind: 'preference' },
      {
        runtime,
        onCheckpoint: async (checkpoint) => {
          if (checkpoint.seeds[0]?.snapshot?.step === 16) kept ??= structuredClone(checkpoint);
        }
      }
    );
    expect(kept).not.toBeNull();
    const resumed = await measureLift({ ...input, kind: 'preference' }, { runtime, checkpoint: kept });
    expect(resumed).toEqual(whole);
    const reversed = await measureLift({ ...input, examples: [...clean].reverse(), kind: 'preference' }, { runtime });
    expect(reversed.perSeed).toEqual(whole.perSeed);
  });

  test('rows without a second answer are an error', async () => {
    const rows = clean.map(({ rejected: _, ...row }) => row);
    await expect(measure(rows)).rejects.toMatchObject({ code: 'score/no-rejected-answer' });
  });
});
