// The file behind `--key-file`: a secret phrase or seed, which nobody else on the machine should be able to read.
import { stat } from 'node:fs/promises';
import { readInput } from './read-input.ts';
import { say } from './say.ts';

const MOST_BYTES = 4096;
/** Rights of the group and of everybody else. */
const OTHERS = 0o077;

/** Its text. Warns where others may read or replace it. @throws AppError as `readInput`. */
export async function readKeyFile(path: string): Promise<string> {
  const secret = new TextDecoder().decode(await readInput(path, MOST_BYTES));
  const { mode } = await stat(path);
  // Windows has no such rights.
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
    say(`Others on this machine have rights to ${path} (${(mode & 0o777).toString(8)}): run chmod 600 ${path}`);
  return secret;
}
