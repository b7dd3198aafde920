// The command's score drafts, in a folder of records.
import { AppError } from '../core/error/app-error.ts';
import { emptyScoreDraft, parseScoreDraft, scoreDraftDocument, scoreDraftName } from '../core/report/score-draft.ts';
import { createRecordFolder } from './record-folder.ts';
import type { ScoreDraftStore } from '../ports/score-draft-store.ts';

export function createFileScoreDrafts(folder: string): ScoreDraftStore {
  const records = createRecordFolder(folder, {
    parse: parseScoreDraft,
    document: scoreDraftDocument,
    unreadable: (path, cause) =>
      new AppError('scores/unreadable-draft', `The kept scores in ${path} cannot be read.`, {
        hints: ['Restore the file from a backup if its commit is still to be revealed, or remove it.'],
        cause
      })
  });
  return {
    get: (place) => records.get(scoreDraftName(place)),
    list: records.list,
    update: (place, change) => records.update(scoreDraftName(place), (kept) => change(kept ?? emptyScoreDraft(place)))
  };
}
