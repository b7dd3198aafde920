import fc from 'fast-check';
import { test } from 'vitest';
import { exp, reciprocalOfOnePlusExp } from './fixed-exp.ts';
import { ONE } from './fixed-point.ts';

/** The sum as substrate-fixed writes it, every step truncated. */
function exact(x: number): bigint {
  const size = BigInt(Math.abs(x));
  let term = size;
  let total = size + (1n << 32n);
  for (let i = 2n; i < 32n; i++) {
    term = ((term * size) >> 32n) / i;
    total += term;
  }
  return x < 0 ? (1n << 64n) / total : total;
}

const exponent = fc
  .oneof(
    fc.double({ min: -20, max: 20, noNaN: true }),
    fc.integer({ min: -200, max: 200 }).map((tenths) => tenths / 10),
    fc.integer({ min: -40, max: 40 }).map((halves) => halves / 2)
  )
  .map((x) => Math.round(x * ONE))
  .filter((x) => x !== 0 && x !== ONE);

test('e^x has the bits of the truncated Taylor sum', () => {
  fc.assert(
    fc.property(exponent, (x) => exp(x) === Number(exact(x))),
    { numRuns: 3000 }
  );
});

test('1 / (1 + e^x) is exact where e^x itself does not fit a double', () => {
  fc.assert(
    fc.property(exponent, (x) => reciprocalOfOnePlusExp(x) === Number((1n << 64n) / ((1n << 32n) + exact(x)))),
    { numRuns: 3000 }
  );
});
