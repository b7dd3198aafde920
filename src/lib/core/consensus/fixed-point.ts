// Signed 32.32 fixed point as subtensor computes consensus in it (`epoch/math.rs`, I32F32): multiply floors, divide
// truncates, x / 0 = 0. A value is its raw bits held in a double; results are exact, see the tests against BigInt.

/** Raw bits of a 32.32 fixed point number: value * 2^32, an integer of at most 53 significant bits. */
export type Fixed = number;

export const ONE: Fixed = 2 ** 32;
export const U16_MAX = 65_535;

const HALF_WORD = 65_536;
/** Below this both operands keep every partial product of {@link multiply} and {@link divide} under 2^53. */
const FAST_LIMIT = 2 ** 36;

/** An integer (a weight, a count) as fixed point. */
export const fromInteger = (integer: number): Fixed => integer * ONE;

/** floor(a * b), for either sign. */
export function multiply(a: Fixed, b: Fixed): Fixed {
  if (a === ONE) return b;
  if (b === ONE) return a;
  if (a < 0 || b < 0 || a > FAST_LIMIT || b > FAST_LIMIT) return Number((BigInt(a) * BigInt(b)) >> 32n);
  const high = Math.floor(a / HALF_WORD);
  const low = a - high * HALF_WORD;
  return Math.floor((high * b + Math.floor((low * b) / HALF_WORD)) / HALF_WORD);
}

/** a / b truncated toward zero; 0 when b is 0. */
export function divide(a: Fixed, b: Fixed): Fixed {
  if (b === 0) return 0;
  if (b === ONE) return a;
  if (a >= 0 && b > 0 && a <= FAST_LIMIT && b <= FAST_LIMIT) return divideSmall(a, b);
  return Number((BigInt(a) << 32n) / BigInt(b));
}

/** Long division in two 16-bit digits: floor(a * 2^32 / b) for 0 <= a, b <= 2^36. */
function divideSmall(a: number, b: number): number {
  const first = Math.floor((a * HALF_WORD) / b);
  const rest = a * HALF_WORD - first * b;
  return first * HALF_WORD + Math.floor((rest * HALF_WORD) / b);
}

/** A share of 1 as the chain stores it: floor(x * 65535), at most 65535. */
export const toU16 = (x: Fixed): number => Math.min(U16_MAX, Math.max(0, Math.floor((x * U16_MAX) / ONE)));

/** A hyperparameter stored as u16 / 65535. */
export const fromU16Share = (share: number): Fixed => divide(fromInteger(share), fromInteger(U16_MAX));

export function sum(values: readonly Fixed[]): Fixed {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Divides every value by `total` (default: their sum); unchanged when the total is 0. */
export function normalize(values: readonly Fixed[], total: Fixed = sum(values)): Fixed[] {
  return total === 0 ? [...values] : values.map((value) => divide(value, total));
}
