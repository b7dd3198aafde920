// The page's score drafts: IndexedDB, where a reload or a closed tab loses nothing.
import { createStore, entries, get, update } from 'idb-keyval';
import { AppError } from '../core/error/app-error.ts';
import {
  emptyScoreDraft,
  parseScoreDraft,
  scoreDraftDocument,
  scoreDraftName,
  type ScoreDraft
} from '../core/report/score-draft.ts';
import type { ScoreDraftStore } from '../ports/score-draft-store.ts';

export function createTabScoreDrafts(): ScoreDraftStore {
  const store = createStore('assay-score-drafts', 'drafts');
  return {
    async get(place) {
      const name = scoreDraftName(place);
      const kept = await get<unknown>(name, store);
      return kept === undefined ? null : readDraft(name, kept);
    },
    list: async () => (await entries<string, unknown>(store)).map(([name, kept]) => readDraft(name, kept)),
    update(place, change) {
      const name = scoreDraftName(place);
      return update<unknown>(
        name,
        (kept) => scoreDraftDocument(change(kept === undefined ? emptyScoreDraft(place) : readDraft(name, kept))),
        store
      );
    }
  };
}

function readDraft(name: string, kept: unknown): ScoreDraft {
  const draft = parseScoreDraft(kept);
  if (draft) return draft;
  throw new AppError('scores/unreadable-draft', 'Scores that are kept in this browser cannot be read.', {
    details: { name },
    hints: ['Another version of this page may have written them: reveal with that one.']
  });
}
