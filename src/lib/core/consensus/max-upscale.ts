// How the chain stores a weight row: scaled so that its largest entry is 65535 (subtensor `epoch/math.rs`
// vec_max_upscale_to_u16), rounded half up in fixed point.
import { divide, fromInteger, multiply, ONE, U16_MAX, type Fixed } from './fixed-point.ts';

const THRESHOLD: Fixed = fromInteger(32_768);

/** @param values non-negative fixed point. @returns u16, the largest is 65535; all 0 when nothing is positive. */
export function maxUpscale(values: readonly Fixed[]): number[] {
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0) return values.map(() => 0);
  const scale = fromInteger(U16_MAX);
  return values.map((value) =>
    roundToU16(largest > THRESHOLD ? multiply(value, divide(scale, largest)) : divide(multiply(value, scale), largest))
  );
}

/** The same for a row of u16 weights as `set_weights` receives it. */
export const maxUpscaleU16 = (values: readonly number[]): number[] => maxUpscale(values.map(fromInteger));

const roundToU16 = (x: Fixed): number => Math.min(U16_MAX, Math.floor(x / ONE + 0.5));
