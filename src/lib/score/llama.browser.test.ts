import { expect, test } from 'vitest';
import { hashOfLosses, llamaLosses, LLAMA_LOSSES_HASH } from './testing/llama-losses.ts';
import { createWebWasmRuntime } from './web-wasm-runtime.ts';

test('a Llama with packed weights on WebAssembly gives the bits that Node gives', async () => {
  expect(hashOfLosses(await llamaLosses(createWebWasmRuntime({ threads: 1 })))).toBe(LLAMA_LOSSES_HASH);
});
