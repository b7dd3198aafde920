import { beforeAll, describe, expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { TOY_SHAPE, toyReference } from '../../score/testing/toy.ts';
import { createEvaluator } from './transformer-costs.ts';
import type { ModelRuntime } from './model-runtime.ts';
import { fillBatch, packBatch, placeWindows, windowLength, type PackedBatch, type TokenWindow } from './pack-batch.ts';
import { LIFT_PROTOCOL } from '../lift/protocol.ts';
import { scoredPositions } from './scored-positions.ts';
import { seededRandom } from './seeded-random.ts';
import { createTrainer, type TrainingSnapshot } from './trainer.ts';

const BATCH = 2;
const STEPS = 6;
const { parameters } = toyReference();

function windows(count: number): TokenWindow[] {
  const random = seededRandom(11);
  return Array.from({ length: count }, () => {
    const tokens = Array.from({ length: 5 + random.below(30) }, () => random.below(TOY_SHAPE.vocabularySize));
    return { tokens, scoredFrom: 1 + random.below(tokens.length - 1) };
  });
}

function pack(rows: TokenWindow[]): PackedBatch {
  const sequences = placeWindows(rows.map(windowLength), BATCH, TOY_SHAPE.context);
  return packBatch(rows.slice(0, sequences.length), sequences, BATCH, TOY_SHAPE);
}

describe('Trainer', () => {
  let runtime: ModelRuntime;
  beforeAll(async () => {
    runtime = await createNativeRuntime({ threads: 1 });
  });

  async function trained(on: ModelRuntime): Promise<{ losses: number[]; snapshot: TrainingSnapshot }> {
    const trainer = await createTrainer(on, TOY_SHAPE, BATCH, LIFT_PROTOCOL.optimizer);
    trainer.start(parameters);
    const losses: number[] = [];
    for (let step = 0; step < STEPS; step++) losses.push(await trainer.step(pack(windows(20).slice(step)), 1e-2));
    const snapshot = await trainer.snapshot();
    await trainer.dispose();
    return { losses, snapshot };
  }

  test('takes the same steps on the host as in one graph on a device', async () => {
    const host = await trained(runtime);
    // The native kernels run the device's graph too; the name alone chooses it.
    const device = await trained({ ...runtime, backend: 'webgpu' });
    host.losses.forEach((loss, step) => expect(loss).toBeCloseTo(device.losses[step]!, 4));
    const difference = (name: 'parameters' | 'mean' | 'square') =>
      Math.max(...host.snapshot[name].map((number, index) => Math.abs(number - device.snapshot[name][index]!)));
    expect(difference('mean')).toBeLessThan(1e-5);
    expect(difference('square')).toBeLessThan(1e-5);
    // The first steps' directions are signs: where a gradient is nearly 0, rounding may turn one.
    expect(difference('parameters')).toBeLessThan(2e-3);
  });

  test('the loss before a step is the evaluator’s mean over the scored tokens', async () => {
    const rows = windows(3);
    const trainer = await createTrainer(runtime, TOY_SHAPE, BATCH, LIFT_PROTOCOL.optimizer);
    const evaluator = await createEvaluator(runtime, TOY_SHAPE, BATCH);
    trainer.start(parameters);
    const loss = await trainer.step(pack(rows), 1e-2);
    const total = (await evaluator.losses(parameters, rows)).reduce((sum, each) => sum + each, 0);
    const tokens = rows.reduce((sum, { tokens: { length }, scoredFrom }) => sum + length - scoredFrom, 0);
    expect(loss).toBeCloseTo(total / tokens, 4);
    await trainer.dispose();
    await evaluator.dispose();
  });

  test('refuses to go on before it started', async () => {
    const trainer = await createTrainer(runtime, TOY_SHAPE, BATCH, LIFT_PROTOCOL.optimizer);
    await expect(trainer.step(pack(windows(1)), 1e-2)).rejects.toMatchObject({ code: 'score/not-started' });
    await trainer.dispose();
  });
});

test('a batch of short windows gets short sequences, one with a long window does not', () => {
  expect(fillBatch([60, 60, 60, 60, 60, 60, 60, 60, 60], 2, 256)).toMatchObject({ sequences: 8, length: 64 });
  expect(fillBatch([60, 60, 60, 60, 200, 60, 60], 2, 256)).toMatchObject({ sequences: 2, length: 256 });
  // Three windows of 80 fill 256 positions, one fills 128: shorter sequences would waste a third of the step.
  expect(fillBatch(new Array<number>(9).fill(80), 2, 256)).toMatchObject({
    length: 256,
    sequenceOf: [0, 0, 0, 1, 1, 1]
  });
});

test('a window that finds no room is passed over, and the first never is', () => {
  expect(fillBatch([200, 100, 150, 50, 30], 2, 256)).toMatchObject({ taken: [0, 1, 2, 3], sequenceOf: [0, 1, 1, 0] });
});

test('shorter sequences give the same losses', async () => {
  const short = packBatch(windows(3), [0, 1, 2], 4, { context: TOY_SHAPE.context / 2 });
  const runtime = await createNativeRuntime({ threads: 1 });
  const trainer = await createTrainer(runtime, TOY_SHAPE, BATCH, LIFT_PROTOCOL.optimizer);
  trainer.start(parameters);
  const loss = await trainer.step(short, 0);
  expect(loss).toBeCloseTo(await trainer.step(pack(windows(3)), 0), 5);
  await trainer.dispose();
});

test('scored positions: each has one place, and the places left over weigh nothing', () => {
  const packed = pack(windows(5));
  const { places, positions, targets, used, placeOf } = scoredPositions(packed);
  expect(places % 16).toBe(0);
  packed.scored.forEach((flag, position) => {
    const place = placeOf[position]!;
    if (!flag) return expect(place).toBe(BATCH * places);
    expect(used[place]).toBe(1);
    expect(positions[place]).toBe(position);
    expect(targets[place]).toBe(packed.targets[position]);
    return expect(Math.floor(place / places)).toBe(Math.floor(position / TOY_SHAPE.context));
  });
  expect(used.reduce((sum, flag) => sum + flag, 0)).toBe(packed.scored.reduce((sum, flag) => sum + flag, 0));
});
