import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divide, fromInteger, fromU16Share, multiply, normalize, ONE, toU16 } from './fixed-point.ts';

const share = fc.integer({ min: 0, max: 2 ** 32 });
const wide = fc.maxSafeInteger().map(Math.abs);

describe('32.32 fixed point', () => {
  test('multiplies to the floor, for shares and for anything a double holds', () => {
    const exact = (a: number, b: number) => Number((BigInt(a) * BigInt(b)) >> 32n);
    fc.assert(
      fc.property(share, share, (a, b) => multiply(a, b) === exact(a, b)),
      { numRuns: 2000 }
    );
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 32), max: 2 ** 40 }), share, (a, b) => multiply(a, b) === exact(a, b)),
      { numRuns: 2000 }
    );
    const half = fc.nat(64).map((k) => 2 ** 31 + k);
    fc.assert(
      fc.property(
        half,
        half,
        fc.boolean(),
        (a, b, minus) => multiply(minus ? -a : a, b * 2) === exact(minus ? -a : a, b * 2)
      )
    );
  });

  test('divides truncating, and by zero to zero', () => {
    const exact = (a: number, b: number) => (b === 0 ? 0 : Number((BigInt(a) << 32n) / BigInt(b)));
    fc.assert(
      fc.property(share, share, (a, b) => divide(a, b) === exact(a, b)),
      { numRuns: 2000 }
    );
    fc.assert(fc.property(share, wide, (a, b) => divide(a, b) === exact(a, b)));
    const multiple = fc.tuple(fc.nat(2 ** 20), fc.integer({ min: 1, max: 2 ** 16 }), fc.integer({ min: -2, max: 2 }));
    fc.assert(
      fc.property(multiple, ([b, k, off]) => divide(b * k + off, b) === exact(b * k + off, b)),
      { numRuns: 2000 }
    );
    fc.assert(fc.property(share, share, (a, b) => divide(-a, b) === exact(-a, b)));
    fc.assert(
      fc.property(
        fc.nat(65_535),
        fc.nat(65_535 * 4096),
        (a, b) => divide(fromInteger(a), fromInteger(b)) === exact(a, b) && divide(a, b) === exact(a, b)
      )
    );
  });

  test('a share becomes the floor of its u16', () => {
    expect([0, ONE / 2, ONE - 1, ONE, ONE * 2].map(toU16)).toEqual([0, 32_767, 65_534, 65_535, 65_535]);
    expect(fromU16Share(65_535)).toBe(ONE);
  });

  test('normalising zeros leaves zeros', () => {
    expect([...normalize([0, 0])]).toEqual([0, 0]);
    expect([...normalize([ONE, ONE * 3])]).toEqual([ONE / 4, (ONE * 3) / 4]);
  });
});
