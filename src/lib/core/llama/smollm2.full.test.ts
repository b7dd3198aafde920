// The real model, where ASSAY_SMOLLM2 names its GGUF file: losses of Hugging Face's transformers (tests/oracles/llama_vectors.py).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { readGguf } from '../gguf/read-gguf.ts';
import { chatTokens } from '../pretrained-tokenizer/chat-tokens.ts';
import { readTokenizer } from '../pretrained-tokenizer/read-tokenizer.ts';
import { createLlamaEvaluator } from './llama-evaluator.ts';
import { readLlamaWeights } from './llama-weights.ts';

const path = process.env.ASSAY_SMOLLM2;
if (path === undefined) console.log('skipped: ASSAY_SMOLLM2 does not name the GGUF file of SmolLM2-135M-Instruct');

interface Row {
  input: string;
  output: string;
  tokens: number[];
  losses: number[];
}

test.skipIf(path === undefined)('SmolLM2 pays what transformers computes', { timeout: 120_000 }, async () => {
  const { rows } = JSON.parse(readFileSync(new URL('vectors/smollm2.json', import.meta.url), 'utf8')) as {
    rows: Row[];
  };
  const file = readGguf(new Uint8Array(readFileSync(path!)));
  const tokenizer = readTokenizer(file);
  const windows = rows.map(({ input, output, tokens }) => {
    const chat = chatTokens(tokenizer, input, output);
    expect(chat.tokens).toEqual(tokens);
    return { tokens: chat.tokens, scoredFrom: chat.answerFrom };
  });
  const evaluator = await createLlamaEvaluator(
    await createNativeRuntime({ threads: 2 }),
    readLlamaWeights(file, 'packed'),
    { sequences: 1, length: 96, promptTokens: 0 }
  );
  const losses = await evaluator.tokenLosses({ prompt: [], windows });
  await evaluator.dispose();
  expect(losses.map((row) => row.length)).toEqual(rows.map((row) => row.losses.length));
  losses.forEach((row, index) =>
    row.forEach((loss, at) => expect(Math.abs(loss - rows[index]!.losses[at]!)).toBeLessThan(1e-3))
  );
});
