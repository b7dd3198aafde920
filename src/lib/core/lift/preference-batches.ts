// The order in which a seed sees preferences: as for texts, but the two answers of a pair always share a batch.
import { AppError } from '../error/app-error.ts';
import type { AnswerPair } from './answer-pair.ts';
import type { BatchSize } from '../model/training-batches.ts';
import {
  LENGTH_MIN,
  packBatch,
  placeWindows,
  windowLength,
  type BatchLayout,
  type PackedBatch
} from '../model/pack-batch.ts';
import { seededRandom, shuffledIndices } from '../model/seeded-random.ts';

export interface PreferenceBatch {
  /** Windows 2k and 2k + 1 are the chosen and the rejected answer of pair k. */
  packed: PackedBatch;
  pairs: AnswerPair[];
}

/**
 * Endless batches of at most `mostPairs` whole pairs; `pairOf` is asked for a row's pair each time the row is drawn.
 * Throws AppError `score/no-examples` when there is nothing to learn from.
 */
export function* preferenceBatches<Row>(
  rows: readonly Row[],
  pairOf: (row: Row) => AnswerPair,
  seed: number,
  { batch, context, shortest = LENGTH_MIN, mostPairs }: BatchSize & { mostPairs: number }
): Generator<PreferenceBatch, never> {
  if (rows.length === 0) throw new AppError('score/no-examples', 'There are no rows to train on.');
  const stream = endlessShuffle(rows, pairOf, seed);
  let queue: AnswerPair[] = [];
  for (;;) {
    while (queue.length < mostPairs) queue.push(stream.next().value);
    const { sequences, length, sequenceOf } = fillWithPairs(queue, batch, context, shortest);
    const pairs = queue.slice(0, sequenceOf.length / 2);
    queue = queue.slice(pairs.length);
    yield { packed: packBatch(pairs.flatMap(windowsOf), sequenceOf, sequences, { context: length }), pairs };
  }
}

/** As few positions may be lost to shorter sequences, which take less attention, as for texts. */
const SHARE_MIN = 7 / 8;

/** As many of the next pairs as fit whole, in the sequence lengths that hold nearly as many as the longest do. */
function fillWithPairs(
  queue: readonly AnswerPair[],
  batch: number,
  context: number,
  shortest: number
): BatchLayout & { sequenceOf: number[] } {
  const lengths = queue.flatMap(windowsOf).map(windowLength);
  const fill = (length: number) => {
    const sequences = (batch * context) / length;
    const placed = placeWindows(lengths, sequences, length);
    return { sequences, length, sequenceOf: placed.slice(0, placed.length - (placed.length % 2)) };
  };
  const longest = fill(context);
  let best = longest;
  for (let length = context / 2; length >= shortest && Number.isInteger(length); length /= 2) {
    const shorter = fill(length);
    if (shorter.sequenceOf.length === 0 || shorter.sequenceOf.length < longest.sequenceOf.length * SHARE_MIN) break;
    best = shorter;
  }
  return best;
}

const windowsOf = ({ chosen, rejected }: AnswerPair) => [chosen, rejected];

function* endlessShuffle<Row>(
  rows: readonly Row[],
  pairOf: (row: Row) => AnswerPair,
  seed: number
): Generator<AnswerPair, never> {
  const random = seededRandom(seed);
  for (;;) for (const index of shuffledIndices(rows.length, random)) yield pairOf(rows[index]!);
}
