// A facts reading off the page's thread: evidence beside a score, made when a person asks for it.
import type { FactsDatasetInput } from '../core/facts/facts-dataset-input.ts';
import type { FactsDocument } from '../core/facts/facts-report.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Cancelled } from '../core/mechanism/result.ts';
import type { Backend } from '../core/model/backend.ts';

export interface FactsReadings {
  /**
   * @param model the bytes that `PretrainedModels.read` gives
   * Throws AppError `model/damaged` where they are not the model's any more, and as `factsDataset` in src/lib/score.
   */
  read(
    input: FactsDatasetInput,
    model: Blob,
    options: LongCallOptions & { backend: Backend | 'auto' }
  ): Promise<FactsDocument | Cancelled>;
}
