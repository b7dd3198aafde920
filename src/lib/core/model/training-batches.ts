// The order in which a seed sees the data: reshuffled each time through, packed into full batches, read only when drawn.
import { AppError } from '../error/app-error.ts';
import { fillBatch, LOOK_AHEAD, packBatch, windowLength, type PackedBatch, type TokenWindow } from './pack-batch.ts';
import { seededRandom, shuffledIndices } from './seeded-random.ts';

export interface BatchSize {
  /** Sequences of full length. */
  batch: number;
  /** Full length. */
  context: number;
  /** See `fillBatch`. */
  shortest?: number;
}

/**
 * Endless batches over `rows`; `windowsOf` is asked for a row's windows each time the row is drawn.
 * Throws AppError `score/no-examples` when there is nothing to learn from.
 */
export function* trainingBatches<Row>(
  rows: readonly Row[],
  windowsOf: (row: Row) => readonly TokenWindow[],
  seed: number,
  { batch, context, shortest }: BatchSize
): Generator<PackedBatch, never> {
  if (rows.length === 0) throw new AppError('score/no-examples', 'There are no rows to train on.');
  const stream = endlessShuffle(rows, windowsOf, seed);
  let queue: TokenWindow[] = [];
  for (;;) {
    while (queue.length < LOOK_AHEAD) queue.push(stream.next().value);
    const { sequences, length, taken, sequenceOf } = fillBatch(queue.map(windowLength), batch, context, shortest);
    const drawn = taken.map((index) => queue[index]!);
    queue = queue.filter((_, index) => !taken.includes(index));
    yield packBatch(drawn, sequenceOf, sequences, { context: length });
  }
}

function* endlessShuffle<Row>(
  rows: readonly Row[],
  windowsOf: (row: Row) => readonly TokenWindow[],
  seed: number
): Generator<TokenWindow, never> {
  const random = seededRandom(seed);
  for (;;) for (const index of shuffledIndices(rows.length, random)) yield* windowsOf(rows[index]!);
}
