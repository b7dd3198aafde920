// A validator's reports and commits on their way, kept on this machine: a commit whose salt is lost can never be revealed.
import type { ScoreDraft, ScoreDraftPlace } from '../core/report/score-draft.ts';

export interface ScoreDraftStore {
  get(place: ScoreDraftPlace): Promise<ScoreDraft | null>;
  list(): Promise<ScoreDraft[]>;
  /** Keeps it under its place, instead of what stood there. Resolves when it is safe. */
  save(draft: ScoreDraft): Promise<void>;
  remove(place: ScoreDraftPlace): Promise<void>;
}
