// The token that dev_* methods of the local chain ask for: in a file that only its user can read, so that programs of this
// machine have it and pages of strangers do not. It stays the same, so that a page need not be loaded anew after a restart.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '#lib/store/replace-file.ts';

const TOKEN = /^[0-9a-f]{64}$/;

export const devTokenFile = (dataDir: string): string => join(dataDir, 'dev-token');

/** Reads the token, or makes one where there is none that can be read. */
export async function devTokenIn(dataDir: string): Promise<string> {
  const path = devTokenFile(dataDir);
  const kept = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (TOKEN.test(kept)) {
    await chmod(path, 0o600);
    return kept;
  }
  const token = randomBytes(32).toString('hex');
  await mkdir(dataDir, { recursive: true });
  await replaceFile(path, `${token}\n`, 0o600);
  return token;
}
