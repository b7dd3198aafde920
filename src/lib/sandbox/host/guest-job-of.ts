// A program and its task as one job for a guest: the program's files and its input in one folder, in an order that does not depend
// on the order in which they were given.
import { PROGRAM_OUTPUT, type Program, type ProgramFile } from '../../core/program/program.ts';
import type { ProgramTask } from '../../core/program/program-runner.ts';
import type { GuestJob } from '../guest/guest-job.ts';

const MOST_FILES = 10_000;
const MOST_PATH = 500;

/** The job, or why there is none. */
export function guestJobOf(program: Program, task: ProgramTask): GuestJob | { unusable: string } {
  const byPath = new Map<string, ProgramFile>();
  for (const file of [...program.files, ...(task.files ?? [])]) byPath.set(file.path, file);
  const files = [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const wrong = files.find(({ path }) => !isInside(path));
  if (wrong) return { unusable: `"${wrong.path.slice(0, 100)}" is no path inside of its folder` };
  const folders = new Set([...foldersOf(PROGRAM_OUTPUT), ...files.flatMap(({ path }) => foldersOf(path))]);
  const folder = files.find(({ path }) => folders.has(path));
  if (folder) return { unusable: `"${folder.path.slice(0, 100)}" is a file and a folder` };
  if (files.length > MOST_FILES) return { unusable: `it has more than ${MOST_FILES} files` };
  if (!byPath.has(program.entry)) return { unusable: `it has no file "${program.entry.slice(0, 100)}"` };
  const { seed, limits } = task;
  return {
    files: files.map(({ path, bytes }) => ({ path, bytes })),
    entry: program.entry,
    seed,
    limits: { ...limits },
    arguments: [...(task.arguments ?? [])],
    environment: { ...task.environment }
  };
}

function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
}

const CONTROL = /\p{Cc}|\\/u;

/** Names of one folder inside another, without `.`, `..` and control characters. */
function isInside(path: string): boolean {
  if (path.length === 0 || path.length > MOST_PATH || !path.isWellFormed() || CONTROL.test(path)) return false;
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
}
