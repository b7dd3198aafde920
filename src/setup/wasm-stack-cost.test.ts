import { expect, test } from 'vitest';
import { withStackCosts } from './wasm-stack-cost.mjs';

/**
 * `__stack_pointer` (a global of 1000), and `dive(depth)`: the pointer after as many calls of itself.
 */
const MODULE = Buffer.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x06, 0x01, 0x60, 0x01, 0x7f, 0x01, 0x7f],
  ...[0x02, 0x01, 0x00],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x06, 0x07, 0x01, 0x7f, 0x01, 0x41, 0xe8, 0x07, 0x0b],
  ...[0x07, 0x1a, 0x02, 0x0f, ...Buffer.from('__stack_pointer'), 0x03, 0x00, 0x04, ...Buffer.from('dive'), 0x00, 0x00],
  // if depth is 0 the pointer, else dive(depth - 1)
  ...[0x0a, 0x14, 0x01, 0x12, 0x00, 0x20, 0x00, 0x45, 0x04, 0x7f, 0x23, 0x00, 0x05],
  ...[0x20, 0x00, 0x41, 0x01, 0x6b, 0x10, 0x00, 0x0b, 0x0b]
]);

test('each call takes its bytes of the stack and gives them back', () => {
  const { dive, __stack_pointer: pointer } = new WebAssembly.Instance(
    new WebAssembly.Module(withStackCosts(MODULE, { dive: 96 }) as BufferSource)
  ).exports as { dive(depth: number): number; __stack_pointer: WebAssembly.Global };
  expect(dive(0)).toBe(1000 - 96);
  expect(dive(4)).toBe(1000 - 5 * 96);
  expect(pointer.value).toBe(1000);
});

test('a function that is not exported is named', () => {
  expect(() => withStackCosts(MODULE, { other: 8 })).toThrow('no function other');
});
