// The page's weight commits: IndexedDB, where a reload or a closed tab loses nothing.
import { createStore, del, set, values } from 'idb-keyval';
import { parseWeightCommit, weightCommitDocument } from '../core/weights/weight-commit.ts';
import type { WeightCommitStore } from '../ports/weight-commit-store.ts';

export function createTabWeightCommits(): WeightCommitStore {
  const store = createStore('assay-weight-commits', 'commits');
  return {
    list: async () => (await values<unknown>(store)).flatMap((value) => parseWeightCommit(value) ?? []),
    save: (commit) => set(commit.hash, weightCommitDocument(commit), store),
    remove: (hash) => del(hash, store)
  };
}
