// A file of a public repository, by its hash. It is not in this one: whoever has it names the folder.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PublicFile {
  /** Name of the file in the folder. */
  file: string;
  sha256: string;
  /** Repository on GitHub, and path in it. */
  from: string;
}

/** @throws Error where the file is another. */
export function readPublicFile(folder: string, { file, sha256 }: PublicFile): string {
  const bytes = readFileSync(join(folder, file));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new Error(`${file} is another file: its sha256 is ${found}.`);
  return bytes.toString('utf8');
}
