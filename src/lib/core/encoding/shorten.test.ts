import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';

test('leaves what fits as it is', () => {
  expect(shorten('abc', 3)).toBe('abc');
  expect(shorten('', 3)).toBe('');
});

test('cuts the rest, and no character in two', () => {
  expect(shorten('abcd', 3)).toBe('abc…');
  expect(shorten('ab😀d', 3)).toBe('ab…');
  expect(shorten('a😀cd', 3)).toBe('a😀…');
});

test('is never longer than the bound and the ellipsis, and stays well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 8 }), (text, most) => {
      const short = shorten(text, most);
      expect(short.length).toBeLessThanOrEqual(most + 1);
      expect(short.isWellFormed()).toBe(true);
    })
  );
});
