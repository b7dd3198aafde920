import { expect, test } from 'vitest';
import { bytesIn, withOwnBytes } from './bytes-in.ts';

const work = {
  data: Uint8Array.of(1, 2),
  more: [{ bytes: Uint8Array.of(3) }, null],
  name: 'a',
  count: 7,
  none: undefined
};

test('counts the bytes of every array, however deep', () => {
  expect(bytesIn(work)).toBe(3);
  expect(bytesIn('text')).toBe(0);
});

test('gives a copy whose bytes can be moved away', () => {
  const { copy, buffers } = withOwnBytes(work);
  expect(copy).toEqual(work);
  structuredClone(copy, { transfer: buffers });
  expect([copy.data.length, work.data.length]).toEqual([0, 2]);
});
