import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPages } from './read-pages.ts';

test('a list of any length is read whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(100), fc.integer({ min: 1, max: 40 }), async (length, page) => {
      const list = Array.from({ length }, (_, i) => i);
      const read = await readPages(async (from, count) => list.slice(Number(from), Number(from + count)), page);
      expect(read).toEqual(list);
    })
  );
});
