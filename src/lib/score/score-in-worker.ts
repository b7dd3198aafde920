// The page's side of scoring.
import { moveInput } from './move-input.ts';
import type { ScoreOutcome } from './score-dataset.ts';
import type { ScoreInput } from '../core/mechanism/measure-task.ts';
import { workerCall, type WorkerCallOptions, type WorkerPlace } from './worker-call.ts';

export type WorkerScoreOptions = WorkerCallOptions;

export interface WorkerScorer {
  /** Scores a dataset in a worker of its own. Errors of `scoreDataset` and `workerCall`. */
  score(input: ScoreInput, options: WorkerScoreOptions): Promise<ScoreOutcome>;
}

export function createScorer(place: WorkerPlace): WorkerScorer {
  return {
    score: (input, options) =>
      workerCall(place, options, (remote, settings, onProgress) => remote.score(moveInput(input), settings, onProgress))
  };
}
