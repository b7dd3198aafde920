// A forward pass of the tiny Llama for the backends, and what WebAssembly gives for it.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { readGguf } from '../../core/gguf/read-gguf.ts';
import { createLlamaEvaluator } from '../../core/llama/llama-evaluator.ts';
import { readLlamaWeights } from '../../core/llama/llama-weights.ts';
import { tinyLlama } from '../../core/llama/testing/tiny-llama.ts';
import type { ModelRuntime } from '../../core/model/model-runtime.ts';

/** Of the losses on WebAssembly, bit by bit: in Node, in every browser, with any number of threads. */
export const LLAMA_LOSSES_HASH = 'cf020bcea5f1e395b3197c41bf53d52dfa1160be518e014af865e218a2766c61';

const LAYOUT = { sequences: 2, length: 48, promptTokens: 16 };
const row = (from: number, count: number) => Array.from({ length: count }, (_, at) => (from + at * at * 11) % 440);

/** Losses of a few rows after a prompt, packed weights. */
export async function llamaLosses(runtime: ModelRuntime): Promise<Float64Array> {
  const weights = readLlamaWeights(readGguf(tinyLlama()), 'packed');
  const evaluator = await createLlamaEvaluator(runtime, weights, LAYOUT);
  const windows = [row(1, 30), row(90, 21), row(300, 40)].map((tokens) => ({ tokens, scoredFrom: 4 }));
  const losses = await evaluator.tokenLosses({ prompt: row(7, 16), windows });
  await evaluator.dispose();
  return Float64Array.from(losses.flatMap((of) => [...of]));
}

export const hashOfLosses = (losses: Float64Array): string => bytesToHex(sha256(new Uint8Array(losses.buffer)));
