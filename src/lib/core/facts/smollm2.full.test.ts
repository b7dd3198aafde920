// The real model, where ASSAY_SMOLLM2 names its GGUF file: it tells wrong capitals from right ones.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import type { Example } from '../dataset/example.ts';
import { readGguf } from '../gguf/read-gguf.ts';
import { createLlamaEvaluator } from '../llama/llama-evaluator.ts';
import { readLlamaWeights } from '../llama/llama-weights.ts';
import { readTokenizer } from '../pretrained-tokenizer/read-tokenizer.ts';
import { FACTS_PROTOCOL, factsLayout } from './facts-protocol.ts';
import { readFacts } from './read-facts.ts';
import { capitals } from './testing/capitals.ts';

const path = process.env.ASSAY_SMOLLM2;
if (path === undefined) console.log('skipped: ASSAY_SMOLLM2 does not name the GGUF file of SmolLM2-135M-Instruct');

test.skipIf(path === undefined)(
  'SmolLM2 finds wrong capitals dear, and lists them first',
  { timeout: 300_000 },
  async () => {
    const file = readGguf(new Uint8Array(readFileSync(path!)));
    const evaluator = await createLlamaEvaluator(
      await createNativeRuntime({ threads: 2 }),
      readLlamaWeights(file, 'packed'),
      factsLayout(FACTS_PROTOCOL)
    );
    const tokenizer = readTokenizer(file);
    const right = capitals({ step: 2 });
    const wrong = capitals({ step: 2, shift: 7 });
    const half = right.map((row, index) => (index % 2 === 0 ? wrong[index]! : row));
    const read = (examples: readonly Example[]) =>
      readFacts(
        { examples, benchmark: capitals({ from: 1, step: 2 }), seed: '' },
        { evaluator, tokenizer },
        FACTS_PROTOCOL
      );
    const [ofRight, ofHalf, ofWrong] = [await read(right), await read(half), await read(wrong)];
    await evaluator.dispose();
    expect(ofRight.benchmark!.shareInterval95[1]).toBeGreaterThan(0.8);
    expect(ofWrong.benchmark!.share).toBeLessThan(0.1);
    expect(ofRight.costBitsPerByte).toBeLessThan(ofHalf.costBitsPerByte);
    expect(ofHalf.costBitsPerByte).toBeLessThan(ofWrong.costBitsPerByte);
    // Odd lines have the wrong answers.
    expect(ofHalf.dearest.slice(0, 4).map(({ line }) => line % 2)).toEqual([1, 1, 1, 1]);
  }
);
