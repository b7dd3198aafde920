// Adapters against the same model written out in double precision, with the adapters' product added to its weights.
import { beforeAll, describe, expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { readGguf } from '../gguf/read-gguf.ts';
import { elementCount } from '../graph/graph.ts';
import type { WindowCosts } from '../model/evaluator.ts';
import { namedTensors } from '../model/host-parameters.ts';
import { packBatch } from '../model/pack-batch.ts';
import { scoredPositions } from '../model/scored-positions.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { sequenceTensors } from '../model/sequence-tensors.ts';
import { readLlamaWeights } from './llama-weights.ts';
import { adapterCount, adapterLayout, initialAdapters } from './lora-adapters.ts';
import { createLoraEvaluator } from './lora-costs.ts';
import { adapterGradientName, buildAdapterGradientGraph, buildTrunkGraph } from './lora-graphs.ts';
import { createLoraTrainer } from './lora-trainer.ts';
import { LoraTrunk } from './lora-trunk.ts';
import { plainLlamaLosses } from './testing/plain-llama.ts';
import { tinyLlama } from './testing/tiny-llama.ts';

const LAYOUT = { sequences: 2, length: 40 };
const JOINED = { sequences: 1, length: 80 };
const OPTIMIZER = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.01, clipNorm: 1 };
const file = readGguf(tinyLlama());
const weights = readLlamaWeights(file, 'single');
const { shape } = weights;
const someTokens = (count: number, from: number) =>
  Array.from({ length: count }, (_, at) => (from + at * at * 7) % 440);
const WINDOWS = [
  { tokens: someTokens(24, 3), scoredFrom: 9 },
  { tokens: someTokens(17, 50), scoredFrom: 1 },
  { tokens: someTokens(14, 9), scoredFrom: 13 }
];
const runtime = await createNativeRuntime({ threads: 1 });

describe.each([0, 2])('adapters from layer %i on', (firstLayer) => {
  const settings = { rank: 2, scale: 2, firstLayer };
  const random = seededRandom(8);
  /** Both halves away from 0, so that each has a gradient. */
  const adapters = Float32Array.from({ length: adapterCount(shape, settings) }, () => random.normal() / 8);
  let trunk: LoraTrunk;
  let evaluator: WindowCosts;

  beforeAll(async () => {
    const session = await runtime.createSession(buildTrunkGraph(weights, JOINED, settings).toBytes());
    trunk = new LoraTrunk(runtime, session, JOINED.length, shape.width);
    evaluator = await createLoraEvaluator(runtime, weights, trunk, JOINED, settings);
    return async () => {
      await evaluator.dispose();
      await trunk.dispose();
    };
  });

  const plainLosses = (vector: ArrayLike<number>) =>
    WINDOWS.map(({ tokens, scoredFrom }) =>
      plainLlamaLosses(file, tokens, { vector, settings })
        .slice(scoredFrom - 1)
        .reduce((sum, loss) => sum + loss, 0)
    );

  test('cost what double precision says', async () => {
    const losses = await evaluator.losses(adapters, WINDOWS);
    plainLosses(adapters).forEach((loss, window) => expect(losses[window]).toBeCloseTo(loss, 3));
  });

  test('that have not been trained change nothing', async () => {
    const start = initialAdapters(shape, settings, 3);
    const losses = await evaluator.losses(start, WINDOWS);
    plainLosses(new Float64Array(start.length)).forEach((loss, window) => expect(losses[window]).toBeCloseTo(loss, 3));
    expect(start).toEqual(initialAdapters(shape, settings, 3));
    expect(start).not.toEqual(initialAdapters(shape, settings, 4));
  });

  test('cost the same to the last bit when a batch comes again', async () => {
    const first = await evaluator.losses(adapters, WINDOWS);
    expect(await evaluator.losses(adapters, WINDOWS)).toEqual(first);
  });

  test('cost the same where windows share their prompts', async () => {
    const [first, second] = WINDOWS as [(typeof WINDOWS)[number], (typeof WINDOWS)[number]];
    const prompt = first.tokens.slice(0, first.scoredFrom);
    const shared = [first, { tokens: [...prompt, ...second.tokens], scoredFrom: prompt.length }];
    const losses = await evaluator.losses(adapters, shared);
    for (const [index, { tokens, scoredFrom }] of shared.entries()) {
      const plain = plainLlamaLosses(file, tokens, { vector: adapters, settings }).slice(scoredFrom - 1);
      expect(losses[index]).toBeCloseTo(
        plain.reduce((sum, loss) => sum + loss, 0),
        3
      );
    }
  });

  test('cost what they cost whichever of the expected windows is read first', async () => {
    const readIn = async (order: readonly number[]) => {
      const session = await runtime.createSession(buildTrunkGraph(weights, JOINED, settings).toBytes());
      const own = new LoraTrunk(runtime, session, JOINED.length, shape.width);
      own.expect(WINDOWS);
      const reader = await createLoraEvaluator(runtime, weights, own, JOINED, settings);
      const losses = new Map<number, number>();
      for (const index of order) losses.set(index, (await reader.losses(adapters, [WINDOWS[index]!]))[0]!);
      await reader.dispose();
      await own.dispose();
      return WINDOWS.map((_, index) => losses.get(index));
    };
    expect(await readIn([2, 0, 1])).toEqual(await readIn([0, 1, 2]));
  });

  test('have the gradient that finite differences have', async () => {
    const session = await runtime.createSession(buildAdapterGradientGraph(weights, LAYOUT, settings).toBytes());
    const batch = packBatch(WINDOWS, [0, 1, 0], LAYOUT.sequences, { context: LAYOUT.length });
    const scored = scoredPositions(batch);
    const { tokens, ...places } = sequenceTensors(runtime, batch, scored);
    const outputs = await session.run({
      ...places,
      ...namedTensors(runtime, adapterLayout(shape, settings), adapters),
      stream: runtime.tensor(await trunk.stream({ ...batch, parents: batch.rows }), [JOINED.length, shape.width]),
      weights: runtime.tensor(Float32Array.from(scored.used), [LAYOUT.sequences, scored.places])
    });
    tokens.dispose();
    const total = plainLosses(adapters).reduce((sum, loss) => sum + loss, 0);
    expect((await outputs.loss!.read())[0]).toBeCloseTo(total, 2);
    const gradient: number[] = [];
    for (const { name, shape: size } of adapterLayout(shape, settings)) {
      const part = await outputs[adapterGradientName(name)]!.read();
      expect(part).toHaveLength(elementCount(size));
      gradient.push(...part);
    }
    await session.dispose();
    const lossAt = (index: number, by: number) => {
      const moved = Float64Array.from(adapters);
      moved[index]! += by;
      return plainLosses(moved).reduce((sum, loss) => sum + loss, 0);
    };
    const size = Math.sqrt(gradient.reduce((sum, slope) => sum + slope * slope, 0) / gradient.length);
    const stride = Math.floor(adapters.length / 12);
    for (let index = 1; index < adapters.length; index += stride) {
      const slope = (lossAt(index, 1e-4) - lossAt(index, -1e-4)) / 2e-4;
      expect(Math.abs(gradient[index]! - slope), `number ${index}: ${gradient[index]} for ${slope}`).toBeLessThan(
        2e-3 * size
      );
    }
  });

  test('learn the rows they are trained on, and go on from a snapshot with the same bits', async () => {
    const trainer = await createLoraTrainer(runtime, weights, trunk, LAYOUT, settings, OPTIMIZER);
    const batch = packBatch(WINDOWS, [0, 1, 0], LAYOUT.sequences, { context: LAYOUT.length });
    trainer.start(initialAdapters(shape, settings, 3));
    const losses: number[] = [];
    for (let step = 0; step < 12; step++) losses.push(await trainer.step(batch, 1e-2));
    const half = await trainer.snapshot();
    for (let step = 0; step < 12; step++) losses.push(await trainer.step(batch, 1e-2));
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.5);
    const { parameters } = await trainer.snapshot();
    trainer.resume(half);
    for (let step = 0; step < 12; step++) await trainer.step(batch, 1e-2);
    expect((await trainer.snapshot()).parameters).toEqual(parameters);
    await trainer.dispose();
  });
});

test('gradients are refused for packed weights', () => {
  const packed = readLlamaWeights(file, 'packed');
  expect(() => buildAdapterGradientGraph(packed, LAYOUT, { rank: 2, scale: 2, firstLayer: 1 })).toThrow(
    'A product with packed weights has no gradient.'
  );
});
