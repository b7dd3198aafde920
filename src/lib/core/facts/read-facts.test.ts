import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import type { Example } from '../dataset/example.ts';
import { readGguf } from '../gguf/read-gguf.ts';
import { createLlamaEvaluator, type LlamaEvaluator } from '../llama/llama-evaluator.ts';
import { readLlamaWeights } from '../llama/llama-weights.ts';
import { plainLlamaLosses } from '../llama/testing/plain-llama.ts';
import { tinyLlama } from '../llama/testing/tiny-llama.ts';
import { chatTokens } from '../pretrained-tokenizer/chat-tokens.ts';
import { readTokenizer } from '../pretrained-tokenizer/read-tokenizer.ts';
import { drawRows } from './draw-rows.ts';
import { factsLayout, type FactsProtocol } from './facts-protocol.ts';
import { rankShare } from './rank-share.ts';
import { readFacts } from './read-facts.ts';
import { capitals } from './testing/capitals.ts';

const PROTOCOL: FactsProtocol = {
  version: 'assay-facts/test',
  model: 'tiny',
  rows: 16,
  prompts: 2,
  promptTokens: 120,
  sequenceTokens: 200,
  outputTokens: 40,
  listed: 3
};
const file = readGguf(tinyLlama());
const tokenizer = readTokenizer(file);
const rows = capitals();
const wrong = new Map(capitals({ shift: 5 }).map(({ input, output }) => [input, output]));

/** Knows which capital belongs to which country: a wrong one costs 9 nats at its first token, anything else .1. */
const knowing = (): Pick<LlamaEvaluator, 'tokenLosses'> => {
  const bad = new Set([...wrong].map(([input, output]) => chatTokens(tokenizer, input, output).tokens.join()));
  return {
    tokenLosses: async ({ windows }, afterRun) => {
      await afterRun?.(windows.length);
      return windows.map(({ tokens, scoredFrom }) => {
        const losses = new Float64Array(tokens.length - scoredFrom).fill(0.1);
        if (bad.has(tokens.join())) losses[Math.floor(losses.length / 2)] = 9;
        return losses;
      });
    }
  };
};
const readBy = (examples: readonly Example[], benchmark: readonly Example[] | null = null, seed = '') =>
  readFacts({ examples, benchmark, seed }, { evaluator: knowing(), tokenizer }, PROTOCOL);

describe('readFacts', () => {
  test('lists the answers whose dearest token costs most', async () => {
    const spoilt = rows.map((row) => (row.line % 5 === 0 ? { ...row, output: wrong.get(row.input)! } : row));
    const { dearest, judged } = await readBy(spoilt);
    expect(judged).toBe(16);
    expect(dearest).toHaveLength(3);
    const listed = dearest.filter(({ line }) => line % 5 === 0);
    expect(listed.length).toBeGreaterThan(0);
    for (const row of listed) {
      expect(row.dearest.bits).toBeCloseTo(9 / Math.LN2, 9);
      const bytes = new TextEncoder().encode(row.output);
      const token = new TextEncoder().encode(row.dearest.token);
      expect(bytes.subarray(row.dearest.byteOffset, row.dearest.byteOffset + token.length)).toEqual(token);
    }
  });

  test('puts rows as dear as the benchmark at a share near 1, dearer ones at 0', async () => {
    const benchmark = capitals({ from: 1, step: 2 });
    const good = await readBy(capitals({ step: 2 }), benchmark);
    const bad = await readBy(
      capitals({ step: 2 }).map((row) => ({ ...row, output: wrong.get(row.input)! })),
      benchmark
    );
    expect(good.benchmark!.shareInterval95[1]).toBeGreaterThan(0.8);
    expect(bad.benchmark!.share).toBe(0);
    expect(bad.costBitsPerByte).toBeGreaterThan(good.costBitsPerByte);
  });

  test('says the same whatever the order of the rows, and judges others by another seed', async () => {
    const lines = async (examples: readonly Example[], seed?: string) =>
      drawRows(examples, tokenizer, PROTOCOL, seed ?? '').judged.map(({ line }) => line);
    expect(await lines(rows.toReversed())).toEqual(await lines(rows));
    expect(await lines(rows, 'another')).not.toEqual(await lines(rows));
    expect(await readBy(rows.toReversed())).toEqual(await readBy(rows));
  });

  test('refuses rows that are too few, and hears a signal', async () => {
    await expect(readBy([rows[0]!, rows[0]!])).rejects.toMatchObject({ code: 'score/no-examples' });
    await expect(readBy(rows, [rows[0]!])).rejects.toMatchObject({ code: 'score/benchmark-too-small' });
    const stop = new AbortController();
    const reading = readFacts(
      { examples: rows, benchmark: null, seed: '' },
      { evaluator: knowing(), tokenizer },
      PROTOCOL,
      { signal: stop.signal, onProgress: () => stop.abort() }
    );
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('costs what the model says after the prompts', async () => {
    const evaluator = await createLlamaEvaluator(
      await createNativeRuntime({ threads: 1 }),
      readLlamaWeights(file, 'packed'),
      factsLayout(PROTOCOL)
    );
    const examples = rows.slice(0, 8);
    const report = await readFacts(
      { examples, benchmark: null, seed: '' },
      { evaluator, tokenizer },
      { ...PROTOCOL, listed: 8 }
    );
    await evaluator.dispose();
    const { prompts } = drawRows(examples, tokenizer, PROTOCOL, '');
    const [first] = report.dearest;
    const { tokens, answerFrom } = chatTokens(tokenizer, first!.input, first!.output);
    const nats = prompts.map((prompt) =>
      plainLlamaLosses(file, [...prompt, ...tokens])
        .slice(prompt.length + answerFrom - 1)
        .reduce((sum, loss) => sum + loss, 0)
    );
    const mean = nats.reduce((sum, one) => sum + one, 0) / prompts.length;
    expect(first!.costBitsPerByte).toBeCloseTo(mean / Math.LN2 / first!.output.length, 3);
  });
});

describe('drawRows', () => {
  test('judges no row that stands in a prompt, each text once, and leaves half of few', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 60 }), (numbers) => {
        const examples = numbers.map((number, index) => ({
          line: index + 1,
          input: `${number}?`,
          output: `${number}.`
        }));
        const { prompts, promptRows, judged } = drawRows(examples, tokenizer, PROTOCOL, 'x');
        const distinct = new Set(numbers).size;
        const inPrompts = promptRows[0]! + promptRows[1]!;
        expect(new Set(judged.map(({ input }) => input)).size).toBe(judged.length);
        expect(judged.length).toBe(Math.min(PROTOCOL.rows, distinct - inPrompts));
        expect(inPrompts * 2).toBeLessThanOrEqual(distinct);
        for (const prompt of prompts) expect(prompt.length).toBeLessThanOrEqual(PROTOCOL.promptTokens);
        const shown = new TextDecoder().decode(tokenizer.decode(prompts.flat()));
        for (const { input } of judged) expect(shown).not.toContain(`user\n${input}`);
      })
    );
  });

  test('is not slow for a great row, and puts none that is too long before others', () => {
    const great = { line: 1, input: 'a'.repeat(1_000_000), output: 'b'.repeat(1_000_000) };
    const { prompts } = drawRows([great, { ...great, line: 2, input: 'c' }], tokenizer, PROTOCOL, '');
    expect(prompts).toEqual([[], []]);
  });
});

describe('rankShare', () => {
  test.each([
    [[1, 2, 3], [1, 2, 3], 0.5, 1],
    [[4, 5], [1, 2, 3], 1, 0],
    [[1, 2], [3, 4], 0, 1],
    [[1, 4], [2, 3], 0.5, 1]
  ])('of %j beside %j', (costs, others, auc, share) => expect(rankShare(costs, others)).toMatchObject({ auc, share }));

  test('has the interval of the formula', () => {
    // Placements: 1/4, 3/4, 1 of the costs; 1, 2/3, 2/3, 1/3 of the others.
    const { auc, shareInterval95 } = rankShare([2, 4, 9], [1, 3, 3.5, 5]);
    const variance = (values: number[]) => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      return values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1) / values.length;
    };
    const half = 1.959964 * Math.sqrt(variance([1 / 4, 3 / 4, 1]) + variance([1, 2 / 3, 2 / 3, 1 / 3]));
    expect(auc).toBeCloseTo(2 / 3, 12);
    expect(shareInterval95[1]).toBe(1);
    expect(shareInterval95[0]).toBeCloseTo(Math.max(0, 2 * (1 - 2 / 3 - half)), 12);
  });
});
