// A facts reading off the page's thread: evidence beside a score, made when a person asks for it.
import type { FactsDatasetInput } from '../core/facts/facts-dataset-input.ts';
import type { FactsDocument } from '../core/facts/facts-report.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Cancelled } from '../core/mechanism/result.ts';
import type { Backend } from '../core/model/backend.ts';

export interface FactsReadings {
  /**
   * With the model that this browser keeps. Throws AppError `model/missing`, `model/damaged` where it is not the model any more, and
   * as `factsDataset` in src/lib/score.
   */
  read(
    input: FactsDatasetInput,
    options: LongCallOptions & { backend: Backend | 'auto' }
  ): Promise<FactsDocument | Cancelled>;
}
