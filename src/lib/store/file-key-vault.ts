// The command's vault: one file a secret, readable by its user alone.
import { createHash } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/error/app-error.ts';
import { fileNamesIn } from './file-names-in.ts';
import type { KeyVault } from '../ports/key-vault.ts';

/** The secret in hex, and a checksum of it, which older files do not have. */
const SECRET = /^((?:[0-9a-f]{2})+)\s*(?:\ncheck ([0-9a-f]{8})\s*)?$/i;

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
    const [, hex, check] = SECRET.exec(text) ?? [];
    const secret = Uint8Array.from(Buffer.from(hex ?? '', 'hex'));
    if (secret.length === 0 || (check !== undefined && check.toLowerCase() !== checkOf(secret)))
      throw unreadable(pathOf(name));
    return secret;
  };
  return {
    get: read,
    async put(name, secret) {
      const existing = await read(name);
      if (existing && Buffer.compare(existing, secret) !== 0)
        throw new AppError('vault/name-taken', `Another key is kept in ${pathOf(name)} already.`);
      if (existing) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeNew(pathOf(name), `${Buffer.from(secret).toString('hex')}\ncheck ${checkOf(secret)}\n`);
    },
    names: async () => (await fileNamesIn(folder)).flatMap((file) => (file.endsWith('.key') ? [nameOf(file)] : []))
  };
}

/** Tells a damaged secret from a whole one, and nothing of it. */
const checkOf = (secret: Uint8Array): string => createHash('sha256').update(secret).digest('hex').slice(0, 8);

/** The file is there whole or not at all, and never another's: a full disk or a crash leaves no half of a key. */
async function writeNew(path: string, text: string): Promise<void> {
  const part = `${path}.new`;
  try {
    await writeFile(part, text, { mode: 0o600, flush: true });
    await link(part, path).catch((error: NodeJS.ErrnoException) => {
      // A file system without links.
      if (error.code === 'EPERM' || error.code === 'ENOTSUP') return rename(part, path);
      throw error;
    });
  } finally {
    await rm(part, { force: true });
  }
}

const unreadable = (path: string, cause?: unknown): AppError =>
  new AppError('vault/unreadable', `The key file ${path} cannot be read.`, {
    hints: ['Put the file back from a backup (a saved keys file has it, too). Nothing was changed.'],
    cause
  });
