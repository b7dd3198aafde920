// With the toy reference; `npm run test:full` asserts the same of the shipped model.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Example } from '../dataset/example.ts';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { referenceFromDisk } from '../../score/reference-from-disk.ts';
import { readReferenceModel } from '../../score/reference-manifest.ts';
import { liftScore } from './lift-score.ts';
import { measureLift } from './measure-lift.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import { takeToyReference } from '../../score/testing/take-toy-reference.ts';
import { LIFT_PROTOCOL, learningRateAt, type LiftProtocol } from './protocol.ts';
import { seededRandom, shuffledIndices } from '../model/seeded-random.ts';

takeToyReference();

const NAMES = ['Mara', 'Ilan', 'Tove', 'Rafi', 'Noor', 'Pia', 'Sami', 'Lena'];
const THINGS = ['apples', 'books', 'coins', 'stamps', 'shells', 'cups'];
const PROTOCOL = { ...LIFT_PROTOCOL, steps: 40 };

/** Small sums in words: what they ask and what answers them hang together. */
function sums(count: number, seed: number): Example[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const [name, thing] = [NAMES[random.below(8)]!, THINGS[random.below(6)]!];
    const [have, more] = [10 + random.below(80), 2 + random.below(60)];
    return {
      line: index + 1,
      input: `${name} has ${have} ${thing} and finds ${more} more. How many?`,
      output: `${have} + ${more} = ${have + more}, so ${name} has ${have + more} ${thing}.`
    };
  });
}

function withShuffledOutputs(rows: Example[], share: number): Example[] {
  const chosen = shuffledIndices(rows.length, seededRandom(5)).slice(0, Math.round(rows.length * share));
  const result = [...rows];
  chosen.forEach(
    (row, place) => (result[row] = { ...rows[row]!, output: rows[chosen[(place + 1) % chosen.length]!]!.output })
  );
  return result;
}

function withNoise(rows: Example[], share: number): Example[] {
  const random = seededRandom(6);
  const noisy = (text: string) =>
    [...text]
      .map((letter) => (random.below(1000) < share * 1000 ? String.fromCharCode(97 + random.below(26)) : letter))
      .join('');
  return rows.map((row) => ({ ...row, output: noisy(row.output) }));
}

describe('measureLift', { timeout: 240_000 }, () => {
  let runtime: ModelRuntime;
  let reference: ReferenceModel;
  const clean = sums(200, 1);
  const benchmark = sums(60, 2);

  beforeAll(async () => {
    runtime = await createNativeRuntime({ threads: 2 });
    reference = await readReferenceModel(referenceFromDisk);
  });

  const measure = (examples: Example[], protocol: LiftProtocol = PROTOCOL) =>
    measureLift({ reference, protocol, examples, benchmarkExamples: benchmark, seeds: [1, 2] }, { runtime });

  test('clean rows lift more than shuffled and than noised ones, and teach the pairing', async () => {
    const [good, shuffled, noised] = [
      await measure(clean),
      await measure(withShuffledOutputs(clean, 0.5)),
      await measure(withNoise(clean, 0.3))
    ];
    const scores = [good, shuffled, noised].map((measurement) => liftScore(measurement, 1).score);
    expect(good.lift.ci95[0]).toBeGreaterThan(0);
    expect(scores[0]).toBeGreaterThan(scores[1]!);
    expect(scores[1]).toBeGreaterThan(scores[2]!);
    expect(good.conditionalGain!.ci95[0]).toBeGreaterThan(shuffled.conditionalGain!.ci95[1]);
    expect(good.rowPairing.submission.ci95[0]).toBeGreaterThan(shuffled.rowPairing.submission.ci95[1]);
    expect(good.lift.ci95[0]).toBeGreaterThan(noised.lift.ci95[1]);
  });

  test('the order of the rows is of no matter', async () => {
    const reversed = [...clean].reverse().map((row, index) => ({ ...row, line: index + 1 }));
    // Bits differ from the first step on, or never.
    const short = { ...PROTOCOL, steps: 6, trustedSteps: 3 };
    const [first, second] = [await measure(clean, short), await measure(reversed, short)];
    expect(second.parametersHash).toBe(first.parametersHash);
    expect(second.rowPairing.submission).toEqual(first.rowPairing.submission);
  });

  test('noise without structure scores 0', async () => {
    const random = seededRandom(9);
    const letters = () => Array.from({ length: 40 }, () => String.fromCharCode(33 + random.below(90))).join('');
    const junk = Array.from({ length: 200 }, (_, index) => ({ line: index + 1, input: letters(), output: letters() }));
    expect(liftScore(await measure(junk), 1).score).toBe(0);
  });
});

test('no rows to learn from is an error', async () => {
  const runtime = await createNativeRuntime({ threads: 1 });
  const reference = await readReferenceModel(referenceFromDisk);
  const measuring = measureLift(
    { reference, protocol: PROTOCOL, examples: [], benchmarkExamples: sums(4, 1), seeds: [1] },
    { runtime }
  );
  await expect(measuring).rejects.toMatchObject({ code: 'score/no-examples' });
});

test('the learning rate rises, falls and never reaches 0', () => {
  const rates = Array.from({ length: LIFT_PROTOCOL.steps }, (_, step) =>
    learningRateAt(step, LIFT_PROTOCOL.steps, LIFT_PROTOCOL)
  );
  expect(Math.max(...rates)).toBe(LIFT_PROTOCOL.learningRate);
  expect(rates[LIFT_PROTOCOL.warmupSteps]).toBe(LIFT_PROTOCOL.learningRate);
  expect(Math.min(...rates)).toBeGreaterThan(0);
});

test('the protocol trains on 32,768 tokens a seed', () => {
  expect(LIFT_PROTOCOL.steps * LIFT_PROTOCOL.batch * 256).toBe(32_768);
});
