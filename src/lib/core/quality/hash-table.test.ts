import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HashTable } from './hash-table.ts';

test('answers as a Map does, through growth and collisions', () => {
  const half = fc.oneof(fc.constantFrom(0, 1, 16, 0xffffffff), fc.nat(0xffffffff));
  const entries = fc.array(fc.tuple(half, half, fc.nat(1000)), { maxLength: 200 });
  fc.assert(
    fc.property(entries, fc.tuple(half, half), (list, [low, high]) => {
      const table = new HashTable(1);
      const map = new Map<string, number>();
      for (const [one, other, value] of list) {
        table.set(one, other, value);
        map.set(`${one},${other}`, value);
      }
      for (const [one, other] of [...list, [low, high] as const])
        expect(table.get(one, other)).toBe(map.get(`${one},${other}`) ?? -1);
      expect(table.size).toBe(map.size);
    })
  );
});
