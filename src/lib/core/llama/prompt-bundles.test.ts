import { describe, expect, test } from 'vitest';
import { bundleBatches, bundleWindows } from './prompt-bundles.ts';

const WINDOWS = [
  { tokens: [1, 2, 3, 10, 11, 12], scoredFrom: 3 },
  { tokens: [7, 8, 20, 21], scoredFrom: 2 },
  { tokens: [1, 2, 3, 30, 31], scoredFrom: 3 }
];

describe('windows with one prompt', () => {
  test('are one bundle, which holds the prompt once', () => {
    expect(bundleWindows(WINDOWS, 20)).toEqual([
      {
        prompt: [1, 2, 3],
        branches: [
          { window: 0, tokens: [10, 11] },
          { window: 2, tokens: [30] }
        ],
        length: 6
      },
      { prompt: [7, 8], branches: [{ window: 1, tokens: [20] }], length: 3 }
    ]);
  });

  test('are several where one would be too long', () => {
    expect(bundleWindows(WINDOWS, 5).map(({ branches }) => branches.map(({ window }) => window))).toEqual([
      [0],
      [1],
      [2]
    ]);
  });
});

test('a branch counts on from its prompt and looks back at it', () => {
  const [batch, ...others] = bundleBatches(bundleWindows(WINDOWS, 10), 10);
  expect(others).toEqual([]);
  expect([...batch!.tokens]).toEqual([1, 2, 3, 10, 11, 30, 7, 8, 20, 0]);
  expect([...batch!.positions]).toEqual([0, 1, 2, 3, 4, 3, 0, 1, 2, 0]);
  expect([...batch!.rows]).toEqual([0, 0, 0, 1, 1, 2, 3, 3, 4, -1]);
  expect([...batch!.parents]).toEqual([0, 0, 0, 0, 0, 0, 3, 3, 3, -1]);
  expect(batch!.placed).toEqual([
    { window: 0, prompt: { from: 0, length: 3 }, branch: { from: 3, length: 2 } },
    { window: 2, prompt: { from: 0, length: 3 }, branch: { from: 5, length: 1 } },
    { window: 1, prompt: { from: 6, length: 2 }, branch: { from: 8, length: 1 } }
  ]);
});

test('every window is in one batch, whatever its length', () => {
  const windows = Array.from({ length: 40 }, (_, index) => ({
    tokens: Array.from({ length: 3 + ((index * 7) % 30) }, (_, at) => index * 100 + at),
    scoredFrom: 1 + (index % 2)
  }));
  const batches = bundleBatches(bundleWindows(windows, 64), 64);
  const placed = batches.flatMap((batch) => batch.placed.map(({ window }) => window));
  expect(placed.sort((a, b) => a - b)).toEqual(windows.map((_, index) => index));
});
