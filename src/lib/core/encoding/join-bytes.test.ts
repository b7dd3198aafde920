import { expect, test } from 'vitest';
import { joinBytes } from './join-bytes.ts';

test('pieces come one after the other, empty ones too, in a copy', () => {
  const first = Uint8Array.of(1, 2);
  const joined = joinBytes([first, new Uint8Array(0), Uint8Array.of(3)]);
  expect([...joined]).toEqual([1, 2, 3]);
  first[0] = 9;
  expect(joined[0]).toBe(1);
  expect(joinBytes([])).toHaveLength(0);
});

test('more pieces than a call can have arguments', () => {
  expect(joinBytes(Array.from({ length: 300_000 }, () => Uint8Array.of(7)))).toHaveLength(300_000);
});
