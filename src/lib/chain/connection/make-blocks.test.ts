import { expect, test } from 'vitest';
import { makeBlocks } from './make-blocks.ts';

test.each([
  [0, []],
  [500, [500]],
  [1_201, [500, 500, 201]]
])('%s blocks are asked for in parts', async (count, parts) => {
  const asked: unknown[] = [];
  await makeBlocks(async (...call) => void asked.push(call), count, null);
  expect(asked).toEqual(parts.map((part) => ['dev_newBlock', [{ count: part }]]));
});

test('with the token of the chain, where it has one', async () => {
  const asked: unknown[] = [];
  await makeBlocks(async (...call) => void asked.push(call), 2, 'aa');
  expect(asked).toEqual([['dev_newBlock', [{ count: 2, token: 'aa' }]]]);
});
