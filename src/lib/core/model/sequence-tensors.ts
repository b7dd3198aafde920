// A packed batch as the tensors that every graph of the model takes.
import type { ModelRuntime, ModelTensor } from './model-runtime.ts';
import type { PackedBatch } from './pack-batch.ts';
import type { ScoredPositions } from './scored-positions.ts';

export function sequenceTensors(
  runtime: ModelRuntime,
  packed: PackedBatch,
  scored: ScoredPositions
): Record<'tokens' | 'positions' | 'rows' | 'scoredPositions' | 'targets' | 'placeOf', ModelTensor> {
  const all = [packed.sequences, packed.length];
  const places = [packed.sequences, scored.places];
  return {
    tokens: runtime.tensor(packed.tokens, all),
    positions: runtime.tensor(packed.positions, all),
    rows: runtime.tensor(packed.rows, all),
    scoredPositions: runtime.tensor(scored.positions, places),
    targets: runtime.tensor(scored.targets, places),
    placeOf: runtime.tensor(scored.placeOf, [scored.placeOf.length])
  };
}
