import { readdir } from 'node:fs/promises';

/** Names in a folder; none where the folder does not exist yet. */
export async function fileNamesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}
