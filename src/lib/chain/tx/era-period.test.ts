import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eraPeriod } from './era-period.ts';

test('an era that is signed at any block dies in time', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 3, max: 300 }), fc.nat(5), (best, left, lag) => {
      const period = eraPeriod(best, best + left);
      // Birth as the runtime counts it, from the block that the client took for the newest.
      const current = Math.max(0, best - lag);
      const birth = Math.floor(Math.max(current, current % period) / period) * period + (current % period);
      expect(birth).toBeLessThanOrEqual(best);
      expect(birth + period - 1).toBeLessThanOrEqual(best + left);
      expect(period).toBeGreaterThan(Math.min(left, 63) / 2);
    })
  );
});

test.each([0, 2, -5])('with %i blocks left nothing is signed', (left) => {
  expect(() => eraPeriod(100, 100 + left)).toThrow(expect.objectContaining({ code: 'chain/too-few-blocks-left' }));
});
