import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replaceFile } from './replace-file.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-replace-'))));
afterAll(() => rm(folder, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('makes a file, and puts another in its place', async () => {
  const path = join(folder, 'secret');
  await replaceFile(path, 'one\n', 0o600);
  expect([await readFile(path, 'utf8'), await modeOf(path)]).toEqual(['one\n', 0o600]);
  await replaceFile(path, 'two\n', 0o600);
  expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['two\n', ['secret']]);
});

test('what a crash has left, readable by all, lends the new file nothing', async () => {
  const path = join(folder, 'left');
  await writeFile(`${path}.new`, 'half');
  await chmod(`${path}.new`, 0o666);
  await replaceFile(path, 'whole', 0o600);
  expect([await readFile(path, 'utf8'), await modeOf(path)]).toEqual(['whole', 0o600]);
});

test('leaves nothing behind where it cannot', async () => {
  const path = join(folder, 'taken');
  await mkdir(join(path, 'inside'), { recursive: true });
  await expect(replaceFile(path, 'text')).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
});
