import { expect, test } from 'vitest';
import { ServedSize } from './served-size.ts';

test('a block that is linked to twice is read twice', () => {
  const size = new ServedSize();
  size.add('root', 1, ['a', 'b', 'a']);
  size.add('b', 10, ['a']);
  size.add('a', 100, []);
  expect(size.from('root')).toEqual({ blocks: 5, bytes: 311 });
  expect(size.linkCount).toBe(4);
});

test('a tree that doubles is counted without being walked', () => {
  const size = new ServedSize();
  for (let level = 0; level < 200; level++) size.add(`${level}`, 0, [`${level + 1}`, `${level + 1}`]);
  size.add('200', 0, []);
  expect(size.from('0').blocks).toBeGreaterThan(2 ** 200);
});

test('a chain of any length does not overflow the stack', () => {
  const size = new ServedSize();
  for (let level = 0; level < 100_000; level++) size.add(`${level}`, 1, [`${level + 1}`]);
  size.add('100000', 1, []);
  expect(size.from('0')).toEqual({ blocks: 100_001, bytes: 100_001 });
});
