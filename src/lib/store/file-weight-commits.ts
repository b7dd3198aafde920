// The command's weight commits, in a folder of records.
import { AppError } from '../core/error/app-error.ts';
import { parseWeightCommit, weightCommitDocument } from '../core/weights/weight-commit.ts';
import { createRecordFolder } from './record-folder.ts';
import type { WeightCommitStore } from '../ports/weight-commit-store.ts';

export function createFileWeightCommits(folder: string): WeightCommitStore {
  const records = createRecordFolder(folder, {
    parse: parseWeightCommit,
    document: weightCommitDocument,
    unreadable: (path, cause) =>
      new AppError('weights/unreadable-commit', `The kept weight commit ${path} cannot be read.`, {
        hints: ['Restore it from a backup if its weights are still to be revealed, or remove it.'],
        cause
      })
  });
  return {
    list: records.list,
    save: (commit) => records.save(fileName(commit.hash), commit),
    remove: (hash) => records.remove(fileName(hash))
  };
}

const fileName = (hash: string): string => hash.replace(/[^0-9a-fx]/g, '_');
