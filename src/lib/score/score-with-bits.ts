// A result together with the bits of every benchmark row, which pair it with another result on the same benchmark.
import type { MeasurementCheckpoint } from '../core/lift/measure-lift.ts';
import type { CheckpointStore } from '../core/mechanism/checkpoint-store.ts';
import type { LiftResultWithBits } from '../core/influence/left-out-comparison.ts';
import { scoreDataset, type ScoreDatasetOptions } from '../core/lift/score-dataset.ts';
import { type LiftInput } from '../core/lift/lift-input.ts';

/** As `scoreDataset`; the bits come from the checkpoint of the finished measurement. */
export async function scoreWithBits(
  input: LiftInput,
  options: ScoreDatasetOptions
): Promise<LiftResultWithBits | { cancelled: true }> {
  let last: MeasurementCheckpoint | null = null;
  const { checkpoints } = options;
  const watched: CheckpointStore<MeasurementCheckpoint> = {
    load: async (key) => (last = (await checkpoints?.load(key)) ?? null),
    async save(key, checkpoint) {
      last = checkpoint;
      await checkpoints?.save(key, checkpoint);
    },
    clear: async (key) => checkpoints?.clear(key)
  };
  const result = await scoreDataset(input, { ...options, checkpoints: watched });
  return 'cancelled' in result ? result : { result, bits: last };
}
