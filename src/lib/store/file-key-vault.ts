// The command's vault: one file a secret, readable by its user alone.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/error/app-error.ts';
import { fileNamesIn } from './file-names-in.ts';
import type { KeyVault } from '../ports/key-vault.ts';

const SECRET = /^(?:[0-9a-f]{2})+\s*$/i;

/** @param folder created with mode 700 where it is missing. */
export function createFileKeyVault(folder: string): KeyVault {
  const pathOf = (name: string) => join(folder, `${name.replace(/[^A-Za-z0-9_-]/g, '_')}.key`);
  /** Names are a kind and an id, parted by the one colon: the first underscore of a file's name. */
  const nameOf = (file: string) => file.slice(0, -'.key'.length).replace('_', ':');
  const read = async (name: string) => {
    let text: string;
    try {
      text = await readFile(pathOf(name), 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw unreadable(pathOf(name), cause);
    }
    if (!SECRET.test(text)) throw unreadable(pathOf(name));
    return Uint8Array.from(Buffer.from(text.trim(), 'hex'));
  };
  return {
    get: read,
    async put(name, secret) {
      const existing = await read(name);
      if (existing && Buffer.compare(existing, secret) !== 0)
        throw new AppError('vault/name-taken', `Another key is kept in ${pathOf(name)} already.`);
      if (existing) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(pathOf(name), `${Buffer.from(secret).toString('hex')}\n`, {
        mode: 0o600,
        flag: 'wx',
        flush: true
      });
    },
    names: async () => (await fileNamesIn(folder)).flatMap((file) => (file.endsWith('.key') ? [nameOf(file)] : []))
  };
}

const unreadable = (path: string, cause?: unknown): AppError =>
  new AppError('vault/unreadable', `The key file ${path} cannot be read.`, {
    hints: ['Restore the file from a backup.'],
    cause
  });
