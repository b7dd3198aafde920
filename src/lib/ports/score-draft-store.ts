// A validator's reports and commits on their way, kept on this machine: a commit whose salt is lost can never be revealed.
import type { ScoreDraft, ScoreDraftPlace } from '../core/report/score-draft.ts';

export interface ScoreDraftStore {
  /** @throws AppError `scores/unreadable-draft` where something is kept that cannot be read. */
  get(place: ScoreDraftPlace): Promise<ScoreDraft | null>;
  list(): Promise<ScoreDraft[]>;
  /**
   * Changes what is kept under a place, an empty draft at first; changes of one place follow each other. Resolves when it is safe.
   * @throws AppError `scores/unreadable-draft`; what cannot be read is never replaced.
   */
  update(place: ScoreDraftPlace, change: (kept: ScoreDraft) => ScoreDraft): Promise<void>;
}
