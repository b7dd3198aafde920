// `assay human publish`: a task set as a folder on the content network, for labelers to look at.
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { defineCommand } from 'citty';
import { AppError } from '#lib/core/error/app-error.ts';
import type { ContentFile } from '#lib/ports/content-store.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { edgeArguments } from '../../connect-market.ts';
import { readTaskSet } from '../../human/read-task-set.ts';
import { readInput } from '../../read-input.ts';
import { printJson, progressLines, say } from '../../say.ts';

const TASKS_PATH = 'tasks.jsonl';
const INSTRUCTIONS_PATH = 'instructions.md';
/** Of all files together. */
const MOST_BYTES = 256 << 20;

export const publish = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'publish', description: 'Put a task set on the content network, and say its CID' },
    args: {
      tasks: { type: 'string', required: true, description: 'Folder of the task set: tasks.jsonl and the outputs' },
      gateway: edgeArguments.gateway,
      json: edgeArguments.json
    },
    async run({ args }) {
      const files = await filesOf(args.tasks);
      const content = await createNodeStore({ gatewayUrl: args.gateway });
      try {
        const cid = await content.addFolder(files, { signal });
        const { blocks, bytes } = await content.publish(cid, { signal, onProgress: progressLines() });
        if (args.json) return printJson({ taskSet: cid, files: files.length, blocks, bytes });
        say(`${files.length} files, ${bytes} bytes, held by the content node.`);
        console.log(cid);
      } finally {
        await content.stop();
      }
    }
  });

/** What tasks name and nothing else: a truth that lies in the folder stays there. @throws AppError as `readTaskSet`, `readInput`. */
async function filesOf(folder: string): Promise<ContentFile[]> {
  const paths = new Set([TASKS_PATH]);
  if (await kindOf(join(folder, INSTRUCTIONS_PATH))) paths.add(INSTRUCTIONS_PATH);
  for (const { line, outputs } of await readTaskSet(folder))
    for (const { path } of outputs) {
      if (path === null) continue;
      const kind = await kindOf(join(folder, path));
      if (kind === null)
        throw new AppError('human/invalid-task', `Line ${line}: there is no ${path} in ${folder}.`, {
          hints: ['Put the output there, or name it by its CID.'],
          details: { line, path: '/outputs' }
        });
      for (const file of kind === 'file' ? [path] : await filesBelow(folder, path)) paths.add(file);
    }
  const files: ContentFile[] = [];
  let left = MOST_BYTES;
  for (const path of paths) {
    const bytes = await readInput(join(folder, path), left);
    left -= bytes.length;
    files.push({ path, bytes });
  }
  return files;
}

const kindOf = (path: string): Promise<'file' | 'folder' | null> =>
  stat(path).then(
    (found) => (found.isDirectory() ? 'folder' : 'file'),
    () => null
  );

async function filesBelow(folder: string, path: string): Promise<string[]> {
  const entries = await readdir(join(folder, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
