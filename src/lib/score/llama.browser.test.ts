import { expect, test } from 'vitest';
import { hashOfLosses, llamaLosses, LLAMA_LOSSES_HASH } from './testing/llama-losses.ts';
import { LORA_PARAMETERS_HASH, loraTraining } from './testing/lora-training.ts';
import { createWebWasmRuntime } from './web-wasm-runtime.ts';

test('a Llama with packed weights on WebAssembly gives the bits that Node gives', async () => {
  expect(hashOfLosses(await llamaLosses(createWebWasmRuntime({ threads: 1 })))).toBe(LLAMA_LOSSES_HASH);
});

test('adapters trained on WebAssembly are those that Node trains', async () => {
  const { parametersHash } = await loraTraining(createWebWasmRuntime({ threads: 1 }));
  expect(parametersHash).toBe(LORA_PARAMETERS_HASH);
});
