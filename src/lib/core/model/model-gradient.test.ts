import { defaultDevice, init, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import * as onnx from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildGradientGraph } from './model-graphs.ts';
import { parameterCount, parameterLayout, type ModelShape } from './model-shape.ts';
import { packBatch, placeWindows, windowLength, type PackedBatch, type TokenWindow } from './pack-batch.ts';
import { scoredPositions } from './scored-positions.ts';
import { seededRandom } from './seeded-random.ts';

const SHAPE: ModelShape = { vocabularySize: 13, width: 8, layers: 2, heads: 2, context: 7 };
const BATCH = 2;
const WINDOWS: TokenWindow[] = [
  { tokens: [1, 2, 3, 4, 5], scoredFrom: 2 },
  { tokens: [6, 7, 8, 9, 10, 11, 12], scoredFrom: 1 },
  { tokens: [3, 1, 2], scoredFrom: 1 }
];

const packed: PackedBatch = packBatch(
  WINDOWS,
  placeWindows(WINDOWS.map(windowLength), BATCH, SHAPE.context),
  BATCH,
  SHAPE
);
const scored = scoredPositions(packed);
const scoredCount = packed.scored.reduce((sum, flag) => sum + flag, 0);
const weights = Float64Array.from(packed.scored, (flag) => flag / scoredCount);
const placeWeights = Float64Array.from(scored.used, (flag) => flag / scoredCount);
const random = seededRandom(4);
/** Larger than at a real start, so that no gradient is nearly nothing. */
const parameters = Float64Array.from({ length: parameterCount(SHAPE) }, () => Math.fround(random.normal() * 0.4));

function feeds(vector: Float64Array | Float32Array): Record<string, onnx.Tensor> {
  const isDouble = vector instanceof Float64Array;
  const size = [BATCH, SHAPE.context];
  const places = [BATCH, scored.places];
  return {
    ...Object.fromEntries(
      (['tokens', 'positions', 'rows'] as const).map((name) => [name, new onnx.Tensor('int32', packed[name], size)])
    ),
    scoredPositions: new onnx.Tensor('int32', scored.positions, places),
    targets: new onnx.Tensor('int32', scored.targets, places),
    placeOf: new onnx.Tensor('int32', scored.placeOf, [scored.placeOf.length]),
    weights: isDouble
      ? new onnx.Tensor('float64', placeWeights, places)
      : new onnx.Tensor('float32', Float32Array.from(placeWeights), places),
    parameters: isDouble
      ? new onnx.Tensor('float64', vector, [vector.length])
      : new onnx.Tensor('float32', vector, [vector.length])
  };
}

const sessionFor = (floatType: 'float32' | 'float64') =>
  onnx.InferenceSession.create(
    buildGradientGraph(SHAPE, { sequences: BATCH, length: SHAPE.context }, floatType).toBytes(),
    {
      executionProviders: ['cpu'],
      logSeverityLevel: 3
    }
  );

/** |a - b| / |b| over whole vectors. */
function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let norm = 0;
  for (let index = 0; index < b.length; index++) {
    difference += (a[index]! - b[index]!) ** 2;
    norm += b[index]! ** 2;
  }
  return Math.sqrt(difference / norm);
}

describe('the gradient of the whole model', () => {
  test('agrees with finite differences in float64', async () => {
    const session = await sessionFor('float64');
    const gradient = (await session.run(feeds(parameters))).gradient!.data as Float64Array;
    const lossAt = async (index: number, by: number) => {
      const moved = parameters.slice();
      moved[index]! += by;
      return ((await session.run(feeds(moved))).loss!.data as Float64Array)[0]!;
    };
    const indices = Array.from({ length: 200 }, (_, index) => (index * 8 + 3) % parameters.length);
    const differences: number[] = [];
    for (const index of indices) differences.push(((await lossAt(index, 1e-5)) - (await lossAt(index, -1e-5))) / 2e-5);
    expect(
      relativeError(
        indices.map((index) => gradient[index]!),
        differences
      )
    ).toBeLessThan(1e-6);
  });

  test('in float32 is the one in float64 up to rounding', async () => {
    const double = await (await sessionFor('float64')).run(feeds(parameters));
    const single = await (await sessionFor('float32')).run(feeds(Float32Array.from(parameters)));
    expect(relativeError(single.gradient!.data as Float32Array, double.gradient!.data as Float64Array)).toBeLessThan(
      1e-5
    );
  });
});

// An outside opinion: the same model written in jax-js, whose own reverse mode differentiates it.
describe('@jax-js/jax', () => {
  beforeAll(async () => {
    const devices: string[] = await init('wasm').catch(() => []);
    defaultDevice(devices.includes('wasm') ? 'wasm' : 'cpu');
  });

  test('gives the same loss and gradient', async () => {
    const session = await sessionFor('float32');
    const ours = await session.run(feeds(Float32Array.from(parameters)));
    const [loss, gradient] = valueAndGrad(jaxLoss)(np.array(Float32Array.from(parameters)));
    expect(Number(await (loss as np.Array).jsAsync())).toBeCloseTo((ours.loss!.data as Float32Array)[0]!, 5);
    const theirs = (await (gradient as np.Array).data()) as Float32Array;
    expect(relativeError(ours.gradient!.data as Float32Array, theirs)).toBeLessThan(1e-5);
  });
});

/** jax-js moves its arrays; `.ref` keeps one for another use. */
function jaxLoss(vector: np.Array): np.Array {
  const { vocabularySize, width, layers, heads, context } = SHAPE;
  const positions = BATCH * context;
  const headWidth = width / heads;
  const named = new Map<string, np.Array>();
  let offset = 0;
  for (const { name, shape } of parameterLayout(SHAPE)) {
    const count = shape.reduce((product, size) => product * size, 1);
    named.set(name, vector.ref.slice([offset, offset + count]).reshape([...shape]));
    offset += count;
  }
  const parameter = (name: string) => named.get(name)!.ref;
  const hot = (ids: Int32Array, classes: number) => nn.oneHot(np.array(ids as Int32Array<ArrayBuffer>), classes);
  const norm = (x: np.Array, name: string) => {
    const centred = x.ref.sub(np.mean(x, -1, { keepdims: true }));
    const variance = np.mean(centred.ref.mul(centred.ref), -1, { keepdims: true });
    return centred
      .div(np.sqrt(variance.add(1e-5)))
      .mul(parameter(`${name}.scale`))
      .add(parameter(`${name}.shift`));
  };
  const split = (x: np.Array) => np.transpose(x.reshape([BATCH, context, heads, headWidth]), [0, 2, 1, 3]);
  const allowed = Float32Array.from({ length: BATCH * context * context }, (_, index) => {
    const [from, to] = [
      Math.floor(index / context),
      Math.floor(index / context / context) * context + (index % context)
    ];
    return packed.rows[from] === packed.rows[to] && to <= from ? 0 : -10_000;
  });
  const mask = np.array(allowed).reshape([BATCH, 1, context, context]);

  let stream = np
    .matmul(hot(packed.tokens, vocabularySize), parameter('tokenEmbedding'))
    .add(np.matmul(hot(packed.positions, context), parameter('positionEmbedding')));
  for (let layer = 0; layer < layers; layer++) {
    const x = norm(stream.ref, `layer${layer}.attentionNorm`);
    const [query, key, value] = ['query', 'key', 'value'].map((name) =>
      split(np.matmul(x.ref, parameter(`layer${layer}.${name}`)))
    ) as [np.Array, np.Array, np.Array];
    const scores = np.matmul(query.mul(1 / Math.sqrt(headWidth)), np.transpose(key, [0, 1, 3, 2])).add(mask.ref);
    const mixed = np.transpose(np.matmul(nn.softmax(scores), value), [0, 2, 1, 3]).reshape([positions, width]);
    stream = stream.add(np.matmul(mixed, parameter(`layer${layer}.attentionOut`)));
    const positive = nn.relu(
      np.matmul(norm(stream.ref, `layer${layer}.feedForwardNorm`), parameter(`layer${layer}.up`))
    );
    stream = stream.add(np.matmul(positive.ref.mul(positive), parameter(`layer${layer}.down`)));
  }
  const logits = np.matmul(norm(stream, 'finalNorm'), np.transpose(parameter('tokenEmbedding'), [1, 0]));
  const losses = np.sum(nn.logSoftmax(logits, -1).mul(hot(packed.targets, vocabularySize)), -1);
  return np.sum(losses.mul(np.array(Float32Array.from(weights)))).mul(-1);
}
