// The order in which a seed sees the data: reshuffled each time through, packed into full batches.
import { AppError } from '../error/app-error.ts';
import type { ModelShape } from './model-shape.ts';
import { packBatch, placeWindows, windowLength, type PackedBatch, type TokenWindow } from './pack-batch.ts';
import { seededRandom, shuffledIndices } from './seeded-random.ts';

/** Endless batches over `windows`. Throws AppError `score/no-examples` when there is nothing to learn from. */
export function* trainingBatches(
  windows: readonly TokenWindow[],
  seed: number,
  batch: number,
  shape: ModelShape
): Generator<PackedBatch, never> {
  if (windows.length === 0) throw new AppError('score/no-examples', 'There are no rows to train on.');
  const stream = endlessShuffle(windows, seed);
  let next = stream.next().value;
  for (;;) {
    const drawn: TokenWindow[] = [];
    let sequences: number[];
    do {
      drawn.push(next);
      next = stream.next().value;
      sequences = placeWindows([...drawn, next].map(windowLength), batch, shape.context);
    } while (sequences.length > drawn.length);
    yield packBatch(drawn, sequences, batch, shape);
  }
}

function* endlessShuffle(windows: readonly TokenWindow[], seed: number): Generator<TokenWindow, never> {
  const random = seededRandom(seed);
  for (;;) for (const index of shuffledIndices(windows.length, random)) yield windows[index]!;
}
