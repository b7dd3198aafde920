import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { effectiveCount } from './effective-count.ts';

const random = seededRandom(4);
const text = () => Int32Array.from({ length: 120 }, () => random.below(4000));
const controls = (count: number) => (at: number) =>
  Array.from({ length: 16 }, () => random.below(count - 1)).map((other) => (other >= at ? other + 1 : other));
const count = (forms: Int32Array[], worths = forms.map(() => 0.7)) =>
  effectiveCount(forms, worths, controls(forms.length));

describe('conversations count in effect', () => {
  test('each, where they have nothing in common', () => {
    expect(count(Array.from({ length: 100 }, text))).toBeGreaterThan(99);
  });

  test('as one, where they are copies', () => {
    const one = text();
    expect(count(Array.from({ length: 100 }, () => one))).toBe(1);
  });

  test('as about one, where words are swapped at places', () => {
    const one = text();
    const swapped = () => one.map((word) => (random.below(10) < 1 ? random.below(4000) : word));
    expect(count(Array.from({ length: 100 }, swapped))).toBeLessThan(1.1);
  });

  test('as their templates, where they follow some', () => {
    const templates = Array.from({ length: 8 }, text);
    const found = count(Array.from({ length: 400 }, (_, at) => templates[at % 8]!));
    expect(found).toBeGreaterThan(6.5);
    expect(found).toBeLessThan(9.5);
  });

  test('as none, where there are none', () => {
    expect(effectiveCount([], [], () => [])).toBe(0);
  });

  test('by what they are worth: a hundred worthless ones beside twenty add nothing', () => {
    const forms = Array.from({ length: 120 }, text);
    const found = count(
      forms,
      forms.map((_, at) => (at < 20 ? 0.9 : 0))
    );
    expect(found).toBeCloseTo(20, 0);
  });
});
