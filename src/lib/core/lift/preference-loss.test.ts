import * as onnx from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import type { AnswerPair } from './answer-pair.ts';
import { answerMargin } from './answer-pair.ts';
import { buildEvaluationGraph, buildGradientGraph } from '../model/model-graphs.ts';
import type { ModelRuntime, ModelTensor } from '../model/model-runtime.ts';
import { parameterCount, type ModelShape } from '../model/model-shape.ts';
import { packBatch, placeWindows, windowLength, type TokenWindow } from '../model/pack-batch.ts';
import { preferenceLoss } from './preference-loss.ts';
import { preferenceInputs } from './preference-objective.ts';
import { surpriseBits } from './preference-rows.ts';
import { scoredPositions } from '../model/scored-positions.ts';
import { seededRandom } from '../model/seeded-random.ts';

const SHAPE: ModelShape = { vocabularySize: 13, width: 8, layers: 2, heads: 2, context: 16 };
const BATCH = 2;
const LAYOUT = { sequences: BATCH, length: SHAPE.context };
const MOST_PAIRS = 3;
const BETA = 3;
const PAIRS: AnswerPair[] = [
  { chosen: { tokens: [1, 2, 3, 4, 5], scoredFrom: 2 }, rejected: { tokens: [1, 2, 6, 7], scoredFrom: 2 } },
  { chosen: { tokens: [8, 9, 3], scoredFrom: 1 }, rejected: { tokens: [8, 10, 11, 12, 4, 4], scoredFrom: 1 } }
];
const REFERENCE_MARGINS = [0.3, -0.2];

const windows: TokenWindow[] = PAIRS.flatMap(({ chosen, rejected }) => [chosen, rejected]);
const packed = packBatch(windows, placeWindows(windows.map(windowLength), BATCH, SHAPE.context), BATCH, SHAPE);
const scored = scoredPositions(packed);
const random = seededRandom(4);
const parameters = Float64Array.from({ length: parameterCount(SHAPE) }, () => Math.fround(random.normal() * 0.4));

/** The loss's inputs as plain numbers, by a runtime that keeps what it is given. */
function lossFeeds(): Record<string, onnx.Tensor> {
  const given = new Map<ModelTensor, [Float32Array, readonly number[]]>();
  const runtime = {
    tensor: (data: Float32Array, shape: readonly number[]) => {
      const tensor = { read: async () => data, dispose: () => undefined };
      given.set(tensor, [data, shape]);
      return tensor;
    }
  } as unknown as ModelRuntime;
  const inputs = preferenceInputs({ packed, pairs: PAIRS }, REFERENCE_MARGINS, MOST_PAIRS)(runtime, packed, scored);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => {
      const [data, shape] = given.get(tensor)!;
      return [name, new onnx.Tensor('float64', Float64Array.from(data), shape)];
    })
  );
}

function feeds(vector: Float64Array): Record<string, onnx.Tensor> {
  const ids = (data: Int32Array, shape: number[]) => new onnx.Tensor('int32', data, shape);
  const all = [BATCH, SHAPE.context];
  const places = [BATCH, scored.places];
  return {
    tokens: ids(packed.tokens, all),
    positions: ids(packed.positions, all),
    rows: ids(packed.rows, all),
    scoredPositions: ids(scored.positions, places),
    targets: ids(scored.targets, places),
    placeOf: ids(scored.placeOf, [scored.placeOf.length]),
    parameters: new onnx.Tensor('float64', vector, [vector.length])
  };
}

const open = (bytes: Uint8Array) =>
  onnx.InferenceSession.create(bytes, { executionProviders: ['cpu'], logSeverityLevel: 3 });

describe('the preference loss', () => {
  test('has the gradient that finite differences of it have', async () => {
    const graph = buildGradientGraph(SHAPE, LAYOUT, 'float64', preferenceLoss(MOST_PAIRS, BETA));
    const session = await open(graph.toBytes());
    const run = async (vector: Float64Array) => session.run({ ...feeds(vector), ...lossFeeds() });
    const gradient = (await run(parameters)).gradient!.data as Float64Array;
    const lossAt = async (index: number, by: number) => {
      const moved = parameters.slice();
      moved[index]! += by;
      return ((await run(moved)).loss!.data as Float64Array)[0]!;
    };
    let difference = 0;
    let norm = 0;
    for (let index = 3; index < parameters.length; index += 11) {
      const slope = ((await lossAt(index, 1e-5)) - (await lossAt(index, -1e-5))) / 2e-5;
      difference += (gradient[index]! - slope) ** 2;
      norm += slope ** 2;
    }
    expect(Math.sqrt(difference / norm)).toBeLessThan(1e-6);
  });

  test('is the mean surprise at the labels, as it is measured from the losses of the windows', async () => {
    const session = await open(
      buildGradientGraph(SHAPE, LAYOUT, 'float64', preferenceLoss(MOST_PAIRS, BETA)).toBytes()
    );
    const loss = ((await session.run({ ...feeds(parameters), ...lossFeeds() })).loss!.data as Float64Array)[0]!;
    const evaluation = await open(buildEvaluationGraph(SHAPE, LAYOUT).toBytes());
    const { parameters: _, ...ids } = feeds(parameters);
    const single = new onnx.Tensor('float32', Float32Array.from(parameters), [parameters.length]);
    const losses = (await evaluation.run({ ...ids, parameters: single })).losses!.data as Float32Array;
    const sums = windows.map((window, index) => {
      let sum = 0;
      for (let position = window.scoredFrom - 1; position < windowLength(window); position++)
        sum += losses[scored.placeOf[packed.offsets[index]! + position]!]!;
      return sum;
    });
    const surprises = PAIRS.map((pair, index) => {
      const margin = answerMargin(pair, sums[2 * index]!, sums[2 * index + 1]!);
      return surpriseBits(BETA * (margin - REFERENCE_MARGINS[index]!)) * Math.LN2;
    });
    expect(loss).toBeCloseTo((surprises[0]! + surprises[1]!) / 2, 5);
  });

  test('stays a number for margins far from 0', () => {
    expect(surpriseBits(0)).toBe(1);
    expect(surpriseBits(1e4)).toBe(0);
    expect(surpriseBits(-1e4)).toBeCloseTo(1e4 / Math.LN2, 6);
  });
});
