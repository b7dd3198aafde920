// A verdict together with the bits of every benchmark row, which pair it with another verdict on the same benchmark.
import type { MeasurementCheckpoint } from '../core/lift/measure-lift.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import type { VerdictWithBits } from '../core/influence/left-out-comparison.ts';
import { scoreDataset, type ScoreDatasetOptions } from './score-dataset.ts';
import { type ScoreInput } from '../core/mechanism/measure-task.ts';

/** As `scoreDataset`; the bits come from the checkpoint of the finished measurement. */
export async function scoreWithBits(
  input: ScoreInput,
  options: ScoreDatasetOptions
): Promise<VerdictWithBits | { cancelled: true }> {
  let last: MeasurementCheckpoint | null = null;
  const { checkpoints } = options;
  const watched: CheckpointStore = {
    load: async (key) => (last = (await checkpoints?.load(key)) ?? null),
    async save(key, checkpoint) {
      last = checkpoint;
      await checkpoints?.save(key, checkpoint);
    },
    clear: async (key) => checkpoints?.clear(key)
  };
  const verdict = await scoreDataset(input, { ...options, checkpoints: watched });
  return 'cancelled' in verdict ? verdict : { verdict, bits: last };
}
