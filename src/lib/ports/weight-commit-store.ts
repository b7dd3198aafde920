// Weight commits on their way, kept on this machine: a commit by hash whose salt is lost can never be revealed.
import type { WeightCommit } from '../core/weights/weight-commit.ts';

export interface WeightCommitStore {
  list(): Promise<WeightCommit[]>;
  /** Keeps it under its hash, in place of what stood there. Resolves when it is safe. */
  save(commit: WeightCommit): Promise<void>;
  remove(hash: string): Promise<void>;
}
