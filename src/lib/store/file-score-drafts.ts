// The command's score drafts: one file each, readable by its user alone.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/error/app-error.ts';
import { parseScoreDraft, scoreDraftName, type ScoreDraft } from '../core/report/score-draft.ts';
import type { ScoreDraftStore } from './score-draft-store.ts';

/** @param folder created with mode 700 where it is missing. */
export function createFileScoreDrafts(folder: string): ScoreDraftStore {
  const pathOf = (name: string) => join(folder, `${name}.json`);
  return {
    get: (place) => readDraft(pathOf(scoreDraftName(place))),
    async list() {
      const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json'));
      const drafts = await Promise.all(files.map((file) => readDraft(join(folder, file))));
      return drafts.filter((draft) => draft !== null);
    },
    async save(draft) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(scoreDraftName(draft));
      await writeFile(`${path}.new`, `${JSON.stringify(draft)}\n`, { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
    },
    remove: (place) => rm(pathOf(scoreDraftName(place)), { force: true })
  };
}

/** null where there is none. A salt that cannot be read is said to be so, not forgotten. */
async function readDraft(path: string): Promise<ScoreDraft | null> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unreadable(path, cause);
  }
  const draft = parseScoreDraft(value);
  if (!draft) throw unreadable(path);
  return draft;
}

const unreadable = (path: string, cause?: unknown): AppError =>
  new AppError('scores/unreadable-draft', `The kept scores in ${path} cannot be read.`, {
    hints: ['Restore the file from a backup if its commit is still to be revealed, or remove it.'],
    cause
  });
