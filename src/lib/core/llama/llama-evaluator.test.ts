// The graph against the same model written out in double precision, and against the Flax implementation of Hugging Face's
// transformers (tests/oracles/llama_vectors.py).
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { Graph } from '../graph/graph.ts';
import { blockProduct } from '../graph/ops/block-product.ts';
import type { GgufFile } from '../gguf/gguf-file.ts';
import { readGguf } from '../gguf/read-gguf.ts';
import { writeGguf } from '../gguf/testing/write-gguf.ts';
import { createLlamaEvaluator } from './llama-evaluator.ts';
import { readLlamaWeights } from './llama-weights.ts';
import { plainLlamaLosses } from './testing/plain-llama.ts';
import { tinyLlama } from './testing/tiny-llama.ts';

const LAYOUT = { sequences: 2, length: 40, promptTokens: 50 };
const file = readGguf(tinyLlama());
const someTokens = (count: number, from: number) =>
  Array.from({ length: count }, (_, at) => (from + at * at * 7) % 440);
const ROWS = [someTokens(24, 3), someTokens(17, 50), someTokens(30, 200), someTokens(2, 9)];

const runtime = await createNativeRuntime({ threads: 1 });

async function lossesOf(form: 'single' | 'packed', from: GgufFile, prompt: number[], rows: number[][], scoredFrom = 1) {
  const evaluator = await createLlamaEvaluator(runtime, readLlamaWeights(from, form), LAYOUT);
  const windows = rows.map((tokens) => ({ tokens, scoredFrom }));
  const losses = await evaluator.tokenLosses({ prompt, windows });
  await evaluator.dispose();
  return losses.map((row) => [...row]);
}

function expectClose(found: number[][], expected: number[][], digits: number) {
  expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  found.flat().forEach((loss, index) => expect(loss).toBeCloseTo(expected.flat()[index]!, digits));
}

describe.each(['single', 'packed'] as const)('a Llama with %s weights', (form) => {
  test('pays what double precision says, rows in one batch not seeing each other', async () => {
    const expected = ROWS.map((tokens) => plainLlamaLosses(file, tokens));
    expectClose(await lossesOf(form, file, [], ROWS), expected, 4);
  });

  test.each([12, 50])('reads a prompt of %i tokens before every row as if it stood there', async (length) => {
    const prompt = someTokens(length, 100);
    const expected = ROWS.map((row) => plainLlamaLosses(file, [...prompt, ...row]).slice(length));
    const found = await lossesOf(form, file, prompt, ROWS);
    expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
    // Single precision adds up more of its rounding over more positions, in a prompt read apart or not.
    found.flat().forEach((loss, at) => expect(Math.abs(loss - expected.flat()[at]!)).toBeLessThan(1e-4));
  });

  test('scores from the token that is named', async () => {
    const all = await lossesOf(form, file, [], ROWS.slice(0, 2));
    expect(await lossesOf(form, file, [], ROWS.slice(0, 2), 9)).toEqual(all.map((row) => row.slice(8)));
  });

  test('pays what transformers computes', async () => {
    const { tokens, losses } = JSON.parse(readFileSync(new URL('vectors/tiny.json', import.meta.url), 'utf8')) as {
      tokens: number[];
      losses: number[];
    };
    expectClose(await lossesOf(form, file, [], [tokens]), [losses], 3);
  });
});

test('a row or a prompt that does not fit is refused', async () => {
  await expect(lossesOf('packed', file, [], [someTokens(42, 1)])).rejects.toThrow(
    'A row of 41 tokens does not fit in 40.'
  );
  await expect(lossesOf('packed', file, someTokens(51, 1), ROWS)).rejects.toThrow(
    'A prompt of 51 tokens does not fit in 50.'
  );
});

test('a product with packed weights is refused where a gradient is needed', () => {
  const graph = new Graph();
  const x = graph.watch(graph.input('x', [1, 32]));
  const matrix = { bits: 8, inputs: 32, outputs: 1, packed: x, scales: x, corrections: null } as const;
  expect(() => blockProduct(graph, x, matrix)).toThrow('A product with packed weights has no gradient.');
});

describe('a file that is another model', () => {
  const refused = (change: Parameters<typeof tinyLlama>[0]) => () =>
    readLlamaWeights(readGguf(tinyLlama(change)), 'packed');

  test.each([
    [{ 'general.architecture': 'qwen2' }, 'its architecture is "qwen2", not "llama"'],
    [{ 'llama.rope.scaling.type': 'yarn' }, 'it sets "llama.rope.scaling.type"'],
    [{ 'llama.attention.head_count_kv': 3 }, '4 heads do not share 3 heads of keys evenly'],
    [{ 'llama.attention.head_count': 8 }, '8 heads of 8 are not its width of 32'],
    [{ 'llama.vocab_size': 450 }, 'its vocabulary of 450 has 451 tokens'],
    [{ 'llama.block_count': 4 }, 'it has no tensor "blk.3.attn_norm.weight"'],
    [{ 'llama.block_count': 2 }, 'nothing is known of its tensor "blk.2.attn_norm.weight"'],
    [{ 'llama.feed_forward_length': 96 }, '"blk.0.ffn_gate.weight" is [32,64], not [32,96]'],
    [{ 'llama.rope.freq_base': -0.5 }, '"llama.rope.freq_base" is not a number']
  ])('%j is refused', (change, message) => expect(refused(change)).toThrow(message));

  test('a number that is none is refused', () => {
    const tensors = [...file.tensors.values()].map((tensor) =>
      tensor.name === 'blk.1.attn_q.weight' ? { ...tensor, bytes: tensor.bytes.slice().fill(0xff, 0, 2) } : tensor
    );
    const metadata = Object.fromEntries(file.metadata) as Parameters<typeof writeGguf>[0];
    expect(() => readLlamaWeights(readGguf(writeGguf(metadata, tensors)), 'packed')).toThrow(
      'tensor "blk.1.attn_q.weight" has a number that is none'
    );
  });
});
