import { describe, expect, test } from 'vitest';
import { shuffledIndices } from '../../model/seeded-random.ts';
import { keyedRandom } from './keyed-random.ts';

const key = (first: number) => Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? first : at));

describe('numbers drawn with a key', () => {
  test('are the same for the same key, and others for another', () => {
    const draw = (first: number) => shuffledIndices(20, keyedRandom(key(first)));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test('are even: of 60,000 dice each face comes up within five deviations', () => {
    const random = keyedRandom(key(3));
    const faces = new Array<number>(6).fill(0);
    for (let draw = 0; draw < 60_000; draw++) faces[random.below(6)]!++;
    for (const count of faces) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(60_000 * (1 / 6) * (5 / 6)));
  });

  test('have mean 0 and deviation 1 where they are to be normal', () => {
    const random = keyedRandom(key(4));
    const drawn = Array.from({ length: 5000 }, () => random.normal());
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.08);
    expect(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length).toBeCloseTo(1, 0);
  });

  test('need a whole key', () => expect(() => keyedRandom(new Uint8Array(16))).toThrow('16 bytes'));
});
