import * as onnx from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { AppError } from '../error/app-error.ts';
import { backward } from './backward.ts';
import { Graph, type Value } from './graph.ts';
import { silu, squaredRelu } from './ops/activations.ts';
import { add, multiply } from './ops/arithmetic.ts';
import { attention, blockAttention, causalAttention, maskBlocks } from './ops/attention.ts';
import { rowCrossEntropy, weightedCrossEntropy } from './ops/cross-entropy.ts';
import { embed, selectRows } from './ops/embedding.ts';
import { layerNorm } from './ops/layer-norm.ts';
import { linear } from './ops/linear.ts';
import { rmsNorm } from './ops/rms-norm.ts';
import { rotate } from './ops/rotary.ts';
import { flatten, reshape, transpose, unflatten } from './ops/shape.ts';
import * as raw from './ops/untracked.ts';

async function run(
  graph: Graph,
  inputs: Record<string, Float64Array>,
  shapes: Record<string, number[]>
): Promise<Record<string, Float64Array>> {
  const session = await onnx.InferenceSession.create(graph.toBytes(), {
    executionProviders: ['cpu'],
    logSeverityLevel: 3
  });
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, data]) => [name, new onnx.Tensor('float64', data, shapes[name])])
  );
  const outputs = await session.run(feeds);
  await session.release();
  return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float64Array]));
}

/** Deterministic numbers in (-1, 1), away from the kink of ReLU. */
const numbers = (count: number, phase: number) =>
  Float64Array.from({ length: count }, (_, index) => {
    const value = (((index * 37 + phase * 11) % 101) / 101) * 2 - 1;
    return Math.abs(value) < 0.02 ? 0.1 : value;
  });

type Operation = (graph: Graph, a: Value, b: Value) => Value;
const A_SHAPE = [4, 6];

const OPERATIONS: [name: string, bShape: number[], operation: Operation][] = [
  ['add, broadcasting', [6], add],
  ['multiply, broadcasting', [4, 1], multiply],
  [
    'reshape and transpose',
    [6, 4],
    (graph, a, b) => multiply(graph, transpose(graph, reshape(graph, a, [4, 6]), [1, 0]), b)
  ],
  ['linear', [6, 3], linear],
  ['linear, transposed weight', [3, 6], (graph, a, b) => linear(graph, a, b, { transposeWeight: true })],
  ['linear, scaled, with an addend', [6, 6], (graph, a, b) => linear(graph, a, b, { scale: 0.5, addend: a })],
  [
    'attention',
    [1, 2, 2, 3],
    (graph, a, b) => {
      const rows = reshape(graph, a, [1, 2, 4, 3]);
      const mask = graph.constant([0, 0, 0, -3, 0, -10_000, 0, 0], [1, 1, 2, 4]);
      return attention(graph, b, rows, multiply(graph, rows, rows), mask);
    }
  ],
  [
    'causalAttention in blocks',
    [1, 2, 4, 3],
    (graph, a, b) => {
      const rows = reshape(graph, a, [1, 2, 4, 3]);
      const looksAhead = (index: number) => index % 4 > Math.floor(index / 4);
      const mask = Array.from({ length: 16 }, (_, index) => (looksAhead(index) ? -10_000 : index === 8 ? -2 : 0));
      const values = multiply(graph, rows, rows);
      return causalAttention(graph, b, rows, values, graph.constant(mask, [1, 1, 4, 4]), 4);
    }
  ],
  [
    'blockAttention of heads that share keys',
    [1, 2, 4, 3],
    (graph, a, b) => {
      const half = graph.constant(
        Array.from({ length: 18 }, (_, index) => (index % 4 === 0 ? 1 : 0.25)),
        [6, 3]
      );
      const key = reshape(graph, linear(graph, a, half), [1, 1, 4, 3]);
      const mask = graph.constant(
        Array.from({ length: 16 }, (_, index) => (index % 4 > Math.floor(index / 4) ? -10_000 : 0)),
        [1, 1, 4, 4]
      );
      return blockAttention(graph, b, key, multiply(graph, key, key), maskBlocks(graph, mask, 2, 2));
    }
  ],
  [
    'selectRows',
    [3, 6],
    (graph, a, b) => {
      const ids = (numbers: number[]) => graph.constant(numbers, [numbers.length], 'int32');
      return multiply(graph, selectRows(graph, a, ids([3, 0, 1]), ids([1, 2, 3, 0])), b);
    }
  ],
  ['squaredRelu', [4, 6], (graph, a, b) => multiply(graph, squaredRelu(graph, a), b)],
  ['silu', [4, 6], (graph, a, b) => multiply(graph, silu(graph, a), b)],
  ['rmsNorm', [6], (graph, a, b) => rmsNorm(graph, a, b, 1e-5)],
  [
    'rotate',
    [1, 2, 3, 4],
    (graph, a, b) => {
      const angles = [0.3, 1.1, -0.7, 2.5, 0.9, -1.4];
      const table = (of: (angle: number) => number) => graph.constant(angles.map(of), [1, 1, 3, 2]);
      const turned = rotate(graph, reshape(graph, a, [1, 2, 3, 4]), { cosine: table(Math.cos), sine: table(Math.sin) });
      return multiply(graph, turned, b);
    }
  ],
  ['layerNorm', [6], (graph, a, b) => layerNorm(graph, a, b, add(graph, b, b))],
  ['embed', [5, 6], (graph, a, b) => multiply(graph, a, embed(graph, b, graph.constant([4, 0, 4, 2], [4], 'int32')))],
  [
    'weightedCrossEntropy',
    [5, 6],
    (graph, a, b) =>
      weightedCrossEntropy(
        graph,
        a,
        b,
        embed(graph, b, graph.constant([1, 4, 0, 3], [4], 'int32')),
        graph.constant([0.5, 0, 1, 0.25], [4])
      )
  ]
];

describe('gradients agree with finite differences', () => {
  test.each(OPERATIONS)('%s', async (_name, bShape, operation) => {
    const graph = new Graph('float64');
    const a = graph.watch(graph.input('a', A_SHAPE));
    const b = graph.watch(graph.input('b', bShape));
    const result = operation(graph, a, b);
    // A fixed weighting makes a scalar loss to which every element contributes differently.
    const weights = graph.constant(
      numbers(
        Math.max(
          1,
          result.shape.reduce((x, y) => x * y, 1)
        ),
        7
      ),
      result.shape
    );
    const weighted = multiply(graph, result, weights);
    const axes = weighted.shape.map((_, axis) => axis);
    const loss = axes.length === 0 ? weighted : raw.reduce(graph, 'ReduceSum', weighted, axes, false);
    if (axes.length > 0)
      graph.record([weighted], [loss], ([gradient]) => [
        raw.multiply(
          graph,
          gradient!,
          graph.constant(new Float64Array(weights.shape.reduce((x, y) => x * y, 1)).fill(1), weighted.shape)
        )
      ]);
    const gradientOf = backward(graph, loss);
    graph.output('loss', loss);
    graph.output('da', gradientOf(a)!);
    graph.output('db', gradientOf(b)!);

    const inputs = {
      a: numbers(24, 1),
      b: numbers(
        bShape.reduce((x, y) => x * y, 1),
        2
      )
    };
    const shapes = { a: A_SHAPE, b: bShape };
    const exact = await run(graph, inputs, shapes);
    for (const [name, gradientName] of [
      ['a', 'da'],
      ['b', 'db']
    ] as const) {
      for (let index = 0; index < inputs[name].length; index += 3) {
        const shifted = async (by: number) => {
          const moved = { ...inputs, [name]: inputs[name].slice() };
          moved[name][index]! += by;
          return (await run(graph, moved, shapes)).loss![0]!;
        };
        const difference = ((await shifted(1e-5)) - (await shifted(-1e-5))) / 2e-5;
        expect(exact[gradientName]![index]).toBeCloseTo(difference, 6);
      }
    }
  });
});

describe('graph', () => {
  test('flatten undoes unflatten', async () => {
    const graph = new Graph('float64');
    const vector = graph.input('vector', [11]);
    graph.output('again', flatten(graph, unflatten(graph, vector, [[2, 3], [5]])));
    const { again } = await run(graph, { vector: numbers(11, 3) }, { vector: [11] });
    expect(again).toEqual(numbers(11, 3));
  });

  test('the cross-entropy of even logits is the logarithm of the classes', async () => {
    const graph = new Graph('float64');
    const table = graph.constant(new Float64Array(24).fill(1), [8, 3]);
    const targetRows = embed(graph, table, graph.constant([0, 7], [2], 'int32'));
    graph.output('loss', rowCrossEntropy(graph, graph.input('hidden', [2, 3]), table, targetRows));
    const { loss } = await run(graph, { hidden: numbers(6, 1) }, { hidden: [2, 3] });
    expect(loss![0]).toBeCloseTo(Math.log(8), 12);
    expect(loss![1]).toBeCloseTo(Math.log(8), 12);
  });

  test('shapes that do not fit are refused while building', () => {
    const graph = new Graph();
    const a = graph.input('a', [2, 3]);
    expect(() => add(graph, a, graph.input('b', [4]))).toThrow(AppError);
    expect(() => reshape(graph, a, [7])).toThrow('[2,3] cannot become [7].');
    expect(() => graph.constant([1, 2], [3])).toThrow('A constant of 2 numbers does not fill the shape [3].');
  });

  test('small constants are shared', () => {
    const graph = new Graph();
    expect(graph.scalar(2).name).toBe(graph.scalar(2).name);
  });
});
