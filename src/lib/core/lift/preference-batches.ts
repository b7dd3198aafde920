// The order in which a seed sees preferences: as for texts, but the two answers of a pair always share a batch.
import { AppError } from '../error/app-error.ts';
import type { AnswerPair } from './answer-pair.ts';
import type { ModelShape } from './model-shape.ts';
import { packBatch, placeWindows, windowLength, type PackedBatch } from './pack-batch.ts';
import { seededRandom, shuffledIndices } from './seeded-random.ts';

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
  { batch, mostPairs, shape }: { batch: number; mostPairs: number; shape: ModelShape }
): Generator<PreferenceBatch, never> {
  if (rows.length === 0) throw new AppError('score/no-examples', 'There are no rows to train on.');
  const stream = endlessShuffle(rows, pairOf, seed);
  const place = (pairs: readonly AnswerPair[]) =>
    placeWindows(pairs.flatMap(windowsOf).map(windowLength), batch, shape.context);
  let next = stream.next().value;
  for (;;) {
    const pairs: AnswerPair[] = [];
    let sequences: number[] = [];
    for (
      let wider = place([next]);
      wider.length === 2 * (pairs.length + 1) && pairs.length < mostPairs;
      wider = place([...pairs, next])
    ) {
      pairs.push(next);
      sequences = wider;
      next = stream.next().value;
    }
    yield { packed: packBatch(pairs.flatMap(windowsOf), sequences, batch, shape), pairs };
  }
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
