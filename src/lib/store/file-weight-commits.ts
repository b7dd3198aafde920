// The command's weight commits: one file each, readable by its user alone.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/error/app-error.ts';
import { parseWeightCommit, type WeightCommit } from '../core/weights/weight-commit.ts';
import type { WeightCommitStore } from './weight-commit-store.ts';

/** @param folder created with mode 700 where it is missing. */
export function createFileWeightCommits(folder: string): WeightCommitStore {
  const pathOf = (hash: string) => join(folder, `${hash.replace(/[^0-9a-fx]/g, '_')}.json`);
  return {
    async list() {
      const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json'));
      return Promise.all(files.map((file) => readCommit(join(folder, file))));
    },
    async save(commit) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = `${pathOf(commit.hash)}.new`;
      await writeFile(temporary, `${JSON.stringify(commit, null, 2)}\n`, { mode: 0o600, flush: true });
      await rename(temporary, pathOf(commit.hash));
    },
    remove: (hash) => rm(pathOf(hash), { force: true })
  };
}

/** A salt that cannot be read is said to be so, not forgotten. */
async function readCommit(path: string): Promise<WeightCommit> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw unreadable(path, cause);
  }
  const commit = parseWeightCommit(value);
  if (!commit) throw unreadable(path);
  return commit;
}

const unreadable = (path: string, cause?: unknown): AppError =>
  new AppError('weights/unreadable-commit', `The kept weight commit ${path} cannot be read.`, {
    hints: ['Restore it from a backup if its weights are still to be revealed, or remove it.'],
    cause
  });
