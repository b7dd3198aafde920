import { expect, test } from 'vitest';
import { withMemoryMaximum } from './memory-maximum.ts';

/** A module with one memory of a page, which may grow to 65,536: the maximum takes three bytes. */
const MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x05, 0x06, 0x01, 0x01, 0x01, 0x80, 0x80, 0x04],
  ...[0x07, 0x05, 0x01, 0x01, 0x6d, 0x02, 0x00]
]);

test('the engine lets the memory grow to the maximum and no further', () => {
  const module = new WebAssembly.Module(withMemoryMaximum(MODULE, 20));
  const { m } = new WebAssembly.Instance(module).exports as { m: WebAssembly.Memory };
  expect(m.grow(19)).toBe(1);
  expect(() => m.grow(1)).toThrow(RangeError);
});

test('a memory without a maximum is given one', () => {
  const open = Uint8Array.from([...MODULE.slice(0, 8), ...[0x05, 0x03, 0x01, 0x00, 0x01], ...MODULE.slice(16)]);
  const module = new WebAssembly.Module(withMemoryMaximum(open, 300));
  const { m } = new WebAssembly.Instance(module).exports as { m: WebAssembly.Memory };
  expect(m.grow(299)).toBe(1);
  expect(() => m.grow(1)).toThrow(RangeError);
});

test('a module with another memory is refused', () => {
  expect(() => withMemoryMaximum(MODULE.slice(0, 8), 20)).toThrow(/no memory/);
  expect(() => withMemoryMaximum(MODULE, 0)).toThrow(/another memory/);
});
