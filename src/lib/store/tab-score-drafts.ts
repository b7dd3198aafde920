// The page's score drafts: IndexedDB, where a reload or a closed tab loses nothing.
import { createStore, del, get, set, values } from 'idb-keyval';
import { parseScoreDraft, scoreDraftName } from '../core/report/score-draft.ts';
import type { ScoreDraftStore } from './score-draft-store.ts';

export function createTabScoreDrafts(): ScoreDraftStore {
  const store = createStore('assay-score-drafts', 'drafts');
  return {
    get: async (place) => parseScoreDraft(await get<unknown>(scoreDraftName(place), store)),
    list: async () => (await values<unknown>(store)).flatMap((value) => parseScoreDraft(value) ?? []),
    save: (draft) => set(scoreDraftName(draft), draft, store),
    remove: (place) => del(scoreDraftName(place), store)
  };
}
