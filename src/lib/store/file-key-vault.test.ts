import { mkdtemp, rm, stat, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileKeyVault } from './file-key-vault.ts';
import { sealingKeyName } from '../core/sealing/key-names.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-vault-'))));
afterEach(() => rm(folder, { recursive: true }));

test('keeps a secret for its user alone', async () => {
  const vault = createFileKeyVault(join(folder, 'keys'));
  const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
  await vault.put(sealingKeyName('0xab'), secret);
  expect(await vault.get(sealingKeyName('0xab'))).toEqual(secret);
  expect((await stat(join(folder, 'keys', 'sealing_0xab.key'))).mode & 0o777).toBe(0o600);
});

test('says null for what it does not have and refuses to overwrite', async () => {
  const vault = createFileKeyVault(folder);
  expect(await vault.get('nothing')).toBeNull();
  await vault.put('a', Uint8Array.of(1));
  await vault.put('a', Uint8Array.of(1));
  await expect(vault.put('a', Uint8Array.of(2))).rejects.toMatchObject({ code: 'vault/name-taken' });
  expect(await vault.get('a')).toEqual(Uint8Array.of(1));
});

test.each(['', '0a0', 'not hex', '0a\n0b'])('a file with %j is no key, and said to be none', async (text) => {
  await writeFile(join(folder, 'a.key'), text);
  const vault = createFileKeyVault(folder);
  const refusal = { code: 'vault/unreadable', message: expect.stringContaining('a.key') };
  await expect(vault.get('a')).rejects.toMatchObject(refusal);
  await expect(vault.put('a', Uint8Array.of(1))).rejects.toMatchObject(refusal);
});

test('a key with a flipped digit is no key, one of an older version without a checksum is', async () => {
  const vault = createFileKeyVault(folder);
  await vault.put('a', Uint8Array.of(1, 2, 3));
  const path = join(folder, 'a.key');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('010203', '010303'));
  await expect(vault.get('a')).rejects.toMatchObject({ code: 'vault/unreadable' });
  await writeFile(path, '010203\n');
  expect(await vault.get('a')).toEqual(Uint8Array.of(1, 2, 3));
});

test('a folder that cannot be listed is an error, one that is not there is empty', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(createFileKeyVault(join(folder, 'file')).names()).rejects.toThrow('ENOTDIR');
  expect(await createFileKeyVault(join(folder, 'none')).names()).toEqual([]);
});
