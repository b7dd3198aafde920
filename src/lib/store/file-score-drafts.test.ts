import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScoreDraft } from '../core/report/score-draft.ts';
import { createFileScoreDrafts } from './file-score-drafts.ts';

const hex = (digit: string) => `0x${digit.repeat(64)}` as const;
const draft: ScoreDraft = {
  genesisHash: hex('1'),
  marketAddress: `0x${'aB'.repeat(20)}`,
  requestId: 3,
  challengeId: null,
  hotkey: hex('2'),
  reports: [],
  commit: { commitment: hex('3'), salt: hex('4'), scoresPpm: [500_000, 0xffffffff], reportsCid: 'reports' }
};

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-test-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a draft is kept, found by its place, replaced and removed', async () => {
  const drafts = createFileScoreDrafts(join(folder, 'drafts'));
  expect(await drafts.get(draft)).toBeNull();
  await drafts.save({ ...draft, commit: null });
  await drafts.save(draft);
  await drafts.save({ ...draft, challengeId: 0 });
  expect(await drafts.get({ ...draft, marketAddress: `0x${'ab'.repeat(20)}` })).toEqual(draft);
  expect(await drafts.list()).toHaveLength(2);
  const [file] = await readdir(join(folder, 'drafts'));
  expect((await stat(join(folder, 'drafts', file!))).mode & 0o777).toBe(0o600);
  await drafts.remove(draft);
  expect(await drafts.get(draft)).toBeNull();
});

test('a file that is none is said to be unreadable, with its path', async () => {
  await writeFile(join(folder, 'x.json'), '{"salt":');
  await expect(createFileScoreDrafts(folder).list()).rejects.toMatchObject({
    code: 'scores/unreadable-draft',
    message: expect.stringContaining('x.json')
  });
});
