import { expect, test } from 'vitest';
import { seededBytes, seededUint32 } from './seeded-bytes.ts';

test('the same seed gives the same bytes, another one others', () => {
  const first = (seed: number) => [...seededBytes(seed)(new Uint8Array(6))];
  expect(first(7)).toEqual(first(7));
  expect(first(7)).not.toEqual(first(8));
  expect(first(0)).not.toEqual([0, 0, 0, 0, 0, 0]);
  expect(first(2 ** 32 - 1)).not.toEqual(first(0));
});

test('numbers fill their range evenly', () => {
  const next = seededUint32(1);
  const counts = new Uint32Array(16);
  for (let drawn = 0; drawn < 160_000; drawn++) counts[next() >>> 28]!++;
  expect(Math.min(...counts)).toBeGreaterThan(9600);
  expect(Math.max(...counts)).toBeLessThan(10_400);
});

test('any view is filled', () => {
  const buffer = new ArrayBuffer(8);
  seededBytes(1)(new Uint32Array(buffer, 4, 1));
  expect(new Uint32Array(buffer)[0]).toBe(0);
  expect(new Uint32Array(buffer)[1]).toBe(seededUint32(1)());
});
