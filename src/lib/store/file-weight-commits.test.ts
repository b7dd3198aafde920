import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WeightCommit } from '../core/weights/weight-commit.ts';
import { createFileWeightCommits } from './file-weight-commits.ts';

const COMMIT: WeightCommit = {
  kind: 'commit-by-hash',
  genesisHash: `0x${'11'.repeat(32)}`,
  hotkey: `0x${'22'.repeat(32)}`,
  netuid: 1,
  mechid: 0,
  uids: [3, 4],
  values: [65_535, 1],
  salt: [1, 2, 3],
  versionKey: '1000',
  hash: `0x${'33'.repeat(32)}`,
  commitEpoch: 4,
  revealPeriodEpochs: 1,
  firstRevealBlock: 60,
  round: null,
  block: null,
  revealedBlock: null
};

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-commits-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a commit outlives the process that made it, for its user alone, until it is removed', async () => {
  const store = createFileWeightCommits(join(folder, 'commits'));
  expect(await store.list()).toEqual([]);
  await store.save(COMMIT);
  await store.save({ ...COMMIT, block: 12 });
  expect(await createFileWeightCommits(join(folder, 'commits')).list()).toEqual([{ ...COMMIT, block: 12 }]);
  const [file] = await readdir(join(folder, 'commits'));
  expect((await stat(join(folder, 'commits', file!))).mode & 0o777).toBe(0o600);
  await store.remove(COMMIT.hash);
  expect(await store.list()).toEqual([]);
});

test('a damaged one is an error, not a commit less', async () => {
  const store = createFileWeightCommits(folder);
  await writeFile(join(folder, 'torn.json'), '{"kind":');
  await expect(store.list()).rejects.toMatchObject({ code: 'weights/unreadable-commit' });
});
