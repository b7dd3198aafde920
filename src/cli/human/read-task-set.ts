// A task set that the user names: a folder with `tasks.jsonl` and the outputs' files.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/core/error/app-error.ts';
import { readTasks } from '#lib/core/human/task-set/read-tasks.ts';
import type { Task, TaskOutput } from '#lib/core/human/task-set/task.ts';
import { TASK_SET_LIMITS } from '#lib/core/human/task-set/task-set-limits.ts';
import { readInput } from '../read-input.ts';

const OUTPUT_MAX_BYTES = 4 << 20;

/** @throws AppError `human/invalid-task` with its line and place, `human/no-tasks`, and as `readInput`. */
export const readTaskSet = async (folder: string): Promise<Task[]> =>
  readTasks(await readInput(join(folder, 'tasks.jsonl'), TASK_SET_LIMITS.maxBytes));

/**
 * What a row of training data says of each output: its text, a page's `index.html`; of an image, and of what only has a CID, its
 * place. @returns by task and output id
 * @throws AppError as `readInput`, `file/not-utf8`
 */
export async function readOutputs(folder: string, tasks: readonly Task[]): Promise<Map<string, Map<string, string>>> {
  const contents = new Map<string, Map<string, string>>();
  for (const task of tasks) {
    const ofTask = new Map<string, string>();
    for (const output of task.outputs) ofTask.set(output.id, await contentOf(folder, task, output));
    contents.set(task.id, ofTask);
  }
  return contents;
}

async function contentOf(folder: string, { kind }: Task, { path, cid }: TaskOutput): Promise<string> {
  if (path === null) return `ipfs://${cid}`;
  if (kind === 'image') return path;
  const file = (await isFolder(join(folder, path))) ? join(path, 'index.html') : path;
  const bytes = await readInput(join(folder, file), OUTPUT_MAX_BYTES);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('file/not-utf8', `${join(folder, file)} is not UTF-8 text.`, { details: { file }, cause });
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false
  );
