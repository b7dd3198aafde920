import { expect, test } from 'vitest';
import { hashOf } from './testing/hash-of.ts';
import { LLAMA_LOSSES_HASH } from './testing/llama-losses.ts';
import { LORA_PARAMETERS_HASH } from './testing/lora-training.ts';
import { TOY_PARAMETERS_HASH } from './testing/toy.ts';

test.each([1, 2, 3])('WebAssembly with %i threads gives the bits that are written down', async (threads) => {
  expect(await hashOf('toy', threads)).toBe(TOY_PARAMETERS_HASH);
});

test.each([1, 2])(
  'a packed Llama on WebAssembly with %i threads gives the bits that are written down',
  async (threads) => {
    expect(await hashOf('llama', threads)).toBe(LLAMA_LOSSES_HASH);
  }
);

test.each([1, 2])('adapters trained with %i threads are those that are written down', async (threads) => {
  expect(await hashOf('lora', threads)).toBe(LORA_PARAMETERS_HASH);
});
