// Which positions of a packed batch are scored, as the model wants it: the last layer, the output layer and the loss run
// only there. Every sequence gets the same number of places; those left over repeat a position with weight 0.
import type { PackedBatch } from './pack-batch.ts';

/** Places a sequence are a multiple of this, so that few sizes occur. */
const PLACES_MULTIPLE = 16;

/** [batch x places] row-major, unless said otherwise. */
export interface ScoredPositions {
  places: number;
  /** Index into the packed arrays. */
  positions: Int32Array;
  targets: Int32Array;
  /** 1 where a place is a scored position, 0 where it is left over. */
  used: Uint8Array;
  /** [batch x context]: the place of each position, batch x places where it has none. */
  placeOf: Int32Array;
}

export function scoredPositions(packed: PackedBatch): ScoredPositions {
  const { sequences: batch, length: context } = packed;
  const counts = Array.from({ length: batch }, (_, sequence) =>
    packed.scored.subarray(sequence * context, (sequence + 1) * context).reduce((sum, flag) => sum + flag, 0)
  );
  const largest = Math.max(1, ...counts);
  const places = Math.min(context, Math.ceil(largest / PLACES_MULTIPLE) * PLACES_MULTIPLE);
  const result: ScoredPositions = {
    places,
    positions: new Int32Array(batch * places),
    targets: new Int32Array(batch * places),
    used: new Uint8Array(batch * places),
    placeOf: new Int32Array(packed.tokens.length).fill(batch * places)
  };
  for (let sequence = 0; sequence < batch; sequence++) {
    const first = sequence * context;
    let place = sequence * places;
    for (let position = first; position < first + context; position++) {
      if (packed.scored[position] === 0) continue;
      result.positions[place] = position;
      result.targets[place] = packed.targets[position]!;
      result.used[place] = 1;
      result.placeOf[position] = place++;
    }
    result.positions.fill(first, place, (sequence + 1) * places);
  }
  return result;
}
