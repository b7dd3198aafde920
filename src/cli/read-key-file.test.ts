import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readKeyFile } from './read-key-file.ts';

let folder: string;
let path: string;
const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-key-file-'));
  path = join(folder, 'key');
  await writeFile(path, '//Alice', { mode: 0o600 });
});
afterEach(() => said.mockClear());
afterAll(async () => {
  said.mockRestore();
  await rm(folder, { recursive: true, force: true });
});

test('a file of its owner alone is read without a word', async () => {
  expect(await readKeyFile(path)).toBe('//Alice');
  expect(said).not.toHaveBeenCalled();
});

test.each([0o644, 0o640, 0o604, 0o620, 0o602])('a file of mode %o is read, with a warning', async (mode) => {
  await chmod(path, mode);
  expect(await readKeyFile(path)).toBe('//Alice');
  expect(said).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`(${mode.toString(8)}): run chmod 600`));
  expect(said.mock.calls.flat().join()).not.toContain('//Alice');
});
