// e^x in 32.32 fixed point, bit for bit as substrate-fixed 0.6.0 `transcendental.rs` exp computes it (a Taylor sum of 31
// terms, each truncated), inside the bounds of subtensor `epoch/math.rs` exp_safe.
import { divide, multiply, ONE, type Fixed } from './fixed-point.ts';

const BOUND: Fixed = 20 * ONE;
/** e with 23 fractional bits: what the crate returns for exactly 1. */
const E_TO_23_BITS: Fixed = 22_802_600 * 2 ** 9;
/** Up to here every term and product stays below 2^53. */
const DOUBLE_LIMIT: Fixed = 12 * ONE;
const TERMS = 32;
const ROUNDING = 2 ** -50;

/** @param x clamped to [-20, 20]. @returns e^x, up to 4.9e8; past 2^53 raw bits (e^14) rounded to a double. */
export function exp(x: Fixed): Fixed {
  if (x === 0) return ONE;
  if (x === ONE) return E_TO_23_BITS;
  const size = Math.min(Math.abs(x), BOUND);
  if (size > DOUBLE_LIMIT) return Number(wideExp(size, x < 0));
  let term = size;
  let total = size + ONE;
  for (let i = 2; i < TERMS && term > 0; i++) {
    term = nextTerm(term, size, i);
    total += term;
  }
  return x < 0 ? divide(ONE, total) : total;
}

/** floor(floor(term * size / 2^32) / i), which is one floor of the whole quotient. */
function nextTerm(term: Fixed, size: Fixed, i: number): Fixed {
  const quotient = (term * size) / (i * ONE);
  const whole = Math.floor(quotient);
  const rest = quotient - whole;
  // Two roundings moved it by less than this: away from integers the floor is certain.
  const margin = quotient * ROUNDING;
  if (rest > margin && rest < 1 - margin) return whole;
  const high = Math.floor(term / ONE);
  return Math.floor((high * size + multiply(term - high * ONE, size)) / i);
}

/** 1 / (1 + e^x), exact for every x. */
export function reciprocalOfOnePlusExp(x: Fixed): Fixed {
  if (Math.abs(x) <= DOUBLE_LIMIT) return divide(ONE, ONE + exp(x));
  return Number((1n << 64n) / ((1n << 32n) + wideExp(Math.min(Math.abs(x), BOUND), x < 0)));
}

function wideExp(size: Fixed, isNegative: boolean): bigint {
  const operand = BigInt(size);
  let term = operand;
  let total = operand + (1n << 32n);
  for (let i = 2n; i < TERMS; i++) {
    term = ((term * operand) >> 32n) / i;
    total += term;
  }
  return isNegative ? (1n << 64n) / total : total;
}
