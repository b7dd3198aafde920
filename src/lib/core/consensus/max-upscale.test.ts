// Vectors: subtensor `tests/math.rs` test_vec_max_upscale_to_u16 and test_vec_u16_max_upscale_to_u16.
import { expect, test } from 'vitest';
import { ONE } from './fixed-point.ts';
import { maxUpscale, maxUpscaleU16 } from './max-upscale.ts';

test.each([
  [[], []],
  [[0], [0]],
  [
    [0, 0],
    [0, 0]
  ],
  [[1], [65_535]],
  [
    [0, 1],
    [0, 65_535]
  ],
  [[65_534], [65_535]],
  [[65_535], [65_535]],
  [
    [65_535, 65_535],
    [65_535, 65_535]
  ],
  [
    [0, 1, 65_534],
    [0, 1, 65_535]
  ],
  [
    [0, 1, 2, 3, 4, 65_533, 65_535],
    [0, 1, 2, 3, 4, 65_533, 65_535]
  ],
  [
    [1, 3],
    [21_845, 65_535]
  ]
])('u16 weights %j are stored as %j', (weights, stored) => {
  expect(maxUpscaleU16(weights)).toEqual(stored);
});

/** The largest fixed point number; its raw bits, 2^63 - 1, round to 2^63 here. */
const LARGEST = 2 ** 31;

test.each([
  [[0], [0]],
  [
    [0, 0],
    [0, 0]
  ],
  [
    [0, 1],
    [0, 65_535]
  ],
  [
    [0, 1e-9],
    [0, 65_535]
  ],
  [
    [0, 0.000016, 1],
    [0, 1, 65_535]
  ],
  [
    [1e-9, 1e-9],
    [65_535, 65_535]
  ],
  [
    [1e-6, 6e-6, 7e-6, 1e-4, 0.001, 0.01, 0.1, 0.2, 0.3, 0.4],
    [0, 1, 1, 16, 164, 1638, 16_384, 32_768, 49_151, 65_535]
  ],
  [[16_384], [65_535]],
  [[32_768], [65_535]],
  [[32_769], [65_535]],
  [[65_535], [65_535]],
  [[LARGEST], [65_535]],
  [
    [0, 1, 65_535],
    [0, 1, 65_535]
  ],
  [
    [0, 0.5, 1, 1.5, 2, 32_768],
    [0, 1, 2, 3, 4, 65_535]
  ],
  [
    [0, 0.5, 1, 1.5, 2, 32_768, 32_769],
    [0, 1, 2, 3, 4, 65_533, 65_535]
  ],
  [
    [0, 1, 32_768, 32_769, LARGEST],
    [0, 0, 1, 1, 65_535]
  ]
])('fixed point %j is stored as %j', (values, stored) => {
  expect(maxUpscale(values.map((value) => Math.round(Math.fround(value) * ONE)))).toEqual(stored);
});
