import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { devTokenFile, devTokenIn } from './dev-token.ts';

test('one token for a data folder, readable by its user alone; a damaged one is replaced', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-token-'));
  const path = devTokenFile(folder);
  const token = await devTokenIn(folder);
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await chmod(path, 0o644);
  expect(await devTokenIn(folder)).toBe(token);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeFile(path, '');
  expect(await devTokenIn(folder)).not.toBe(token);
  await rm(folder, { recursive: true });
});
