// Records that a command must not lose, such as salts: one JSON file each, readable by its user alone.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '../core/error/app-error.ts';
import { fileNamesIn } from './file-names-in.ts';
import { replaceFile } from './replace-file.ts';

export interface RecordFolder<T> {
  /** null where there is none. A file that is no record is an error, not a record less. */
  get(name: string): Promise<T | null>;
  list(): Promise<T[]>;
  /** On the disk when it returns; replaces what had that name, whole or not at all. */
  save(name: string, record: T): Promise<void>;
  /** Reads, changes and saves; updates of a folder follow each other. */
  update(name: string, change: (kept: T | null) => T): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface RecordFormat<T> {
  /** null for what is no record. */
  parse(value: unknown): T | null;
  /** What is written down; default: the record itself. */
  document?(record: T): unknown;
  unreadable(path: string, cause?: unknown): AppError;
}

/** @param folder created with mode 700 where it is missing. */
export function createRecordFolder<T>(
  folder: string,
  { parse, document = (record) => record, unreadable }: RecordFormat<T>
): RecordFolder<T> {
  const pathOf = (name: string) => join(folder, `${name}.json`);

  const read = async (path: string): Promise<T | null> => {
    let value: unknown;
    try {
      value = JSON.parse(await readFile(path, 'utf8'));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw unreadable(path, cause);
    }
    const record = parse(value);
    if (record === null) throw unreadable(path);
    return record;
  };

  const save = async (name: string, record: T): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await replaceFile(pathOf(name), `${JSON.stringify(document(record), null, 2)}\n`, 0o600);
  };

  let updates: Promise<void> = Promise.resolve();
  const afterOthers = (change: () => Promise<void>): Promise<void> => {
    const done = updates.then(change);
    updates = done.catch(() => {});
    return done;
  };

  return {
    get: (name) => read(pathOf(name)),
    async list() {
      const files = (await fileNamesIn(folder)).filter((file) => file.endsWith('.json'));
      const records = await Promise.all(files.map((file) => read(join(folder, file))));
      return records.filter((record) => record !== null);
    },
    save,
    update: (name, change) => afterOthers(async () => save(name, change(await read(pathOf(name))))),
    remove: (name) => rm(pathOf(name), { force: true })
  };
}
