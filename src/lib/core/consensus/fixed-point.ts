// Signed 32.32 fixed point as subtensor computes consensus in it (`epoch/math.rs`, I32F32): multiply floors, divide
// truncates, x / 0 = 0. A value is its raw bits held in a double; results are exact, see the tests against BigInt.

/** Raw bits of a 32.32 fixed point number: value * 2^32, an integer of at most 53 significant bits. */
export type Fixed = number;

export const ONE: Fixed = 2 ** 32;
export const U16_MAX = 65_535;

const HALF_WORD = 65_536;
/** Integers below this are exact in a double. */
const EXACT_LIMIT = 2 ** 53;
/** Below this both operands keep every partial product of the digit by digit paths under 2^53. */
const DIGIT_LIMIT = 2 ** 36;

/** An integer (a weight, a count) as fixed point. */
export const fromInteger = (integer: number): Fixed => integer * ONE;

/**
 * floor(a * b), for either sign; the result must stay below 2^53.
 * A rounded product that is no integer lies on the same side of every integer as the true one; the rest is exact work.
 */
export function multiply(a: Fixed, b: Fixed): Fixed {
  const wide = a * b;
  const rounded = wide / ONE;
  const floor = Math.floor(rounded);
  if (floor !== rounded || (wide < EXACT_LIMIT && wide > -EXACT_LIMIT)) return floor;
  return multiplyExactly(a, b);
}

/** a / b truncated toward zero; 0 when b is 0. Rounding as in {@link multiply}. */
export function divide(a: Fixed, b: Fixed): Fixed {
  if (b === 0) return 0;
  const wide = a * ONE;
  const rounded = wide / b;
  const whole = Math.trunc(rounded);
  if (whole !== rounded || (wide < EXACT_LIMIT && wide > -EXACT_LIMIT)) return whole;
  return divideExactly(a, b);
}

function multiplyExactly(a: Fixed, b: Fixed): Fixed {
  if (Number.isInteger(a / ONE)) return (a / ONE) * b;
  if (Number.isInteger(b / ONE)) return (b / ONE) * a;
  if (a < 0 || b < 0 || a > DIGIT_LIMIT || b > DIGIT_LIMIT) return Number((BigInt(a) * BigInt(b)) >> 32n);
  const high = Math.floor(a / HALF_WORD);
  const low = a - high * HALF_WORD;
  return Math.floor((high * b + Math.floor((low * b) / HALF_WORD)) / HALF_WORD);
}

/** Long division in two 16-bit digits where they fit. */
function divideExactly(a: Fixed, b: Fixed): Fixed {
  if (b === ONE) return a;
  if (a < 0 || b < 0 || a > DIGIT_LIMIT || b > DIGIT_LIMIT) return Number((BigInt(a) << 32n) / BigInt(b));
  const first = Math.floor((a * HALF_WORD) / b);
  const rest = a * HALF_WORD - first * b;
  return first * HALF_WORD + Math.floor((rest * HALF_WORD) / b);
}

/** A share of 1 as the chain stores it: floor(x * 65535), at most 65535. */
export const toU16 = (x: Fixed): number => Math.min(U16_MAX, Math.max(0, Math.floor((x * U16_MAX) / ONE)));

/** A hyperparameter stored as u16 / 65535. */
export const fromU16Share = (share: number): Fixed => divide(fromInteger(share), fromInteger(U16_MAX));

export function sum(values: ArrayLike<Fixed>): Fixed {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** Divides every value by `total` (default: their sum); unchanged when the total is 0. */
export function normalize(values: ArrayLike<Fixed>, total: Fixed = sum(values)): Float64Array {
  const shares = Float64Array.from(values);
  if (total !== 0) for (let i = 0; i < shares.length; i++) shares[i] = divide(shares[i]!, total);
  return shares;
}
