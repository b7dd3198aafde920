import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scoreDraftName, withCommit, type ScoreDraft } from '../core/report/score-draft.ts';
import { createFileScoreDrafts } from './file-score-drafts.ts';

const hex = (digit: string) => `0x${digit.repeat(64)}` as const;
const draft: ScoreDraft = {
  genesisHash: hex('1'),
  marketAddress: `0x${'aB'.repeat(20)}`,
  requestId: 3,
  challengeId: null,
  hotkey: hex('2'),
  reports: [],
  commits: [
    {
      commitment: hex('3'),
      salt: hex('4'),
      scoresPpm: [500_000, 0xffffffff],
      reportsCid: 'reports',
      files: [{ path: 'report-0.json', text: '{}' }]
    }
  ]
};

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-test-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a draft is kept for its user alone, and found by its place', async () => {
  const drafts = createFileScoreDrafts(join(folder, 'drafts'));
  expect(await drafts.get(draft)).toBeNull();
  await drafts.update(draft, () => draft);
  await drafts.update({ ...draft, challengeId: 0 }, (kept) => kept);
  expect(await drafts.get({ ...draft, marketAddress: `0x${'ab'.repeat(20)}` })).toEqual(draft);
  expect(await drafts.list()).toHaveLength(2);
  const [file] = await readdir(join(folder, 'drafts'));
  expect((await stat(join(folder, 'drafts', file!))).mode & 0o777).toBe(0o600);
});

test('changes at the same time are all kept', async () => {
  const drafts = createFileScoreDrafts(folder);
  const commits = Array.from('456789', (digit) => ({ ...draft.commits[0]!, commitment: hex(digit) }));
  await Promise.all(commits.map((commit) => drafts.update(draft, (kept) => withCommit(kept, commit))));
  expect((await drafts.get(draft))?.commits).toEqual(commits);
});

test('a file that is none is said to be unreadable, with its path, and never replaced', async () => {
  const drafts = createFileScoreDrafts(folder);
  const file = `${scoreDraftName(draft)}.json`;
  await writeFile(join(folder, file), '{"salt":');
  const refusal = { code: 'scores/unreadable-draft', message: expect.stringContaining(file) };
  await expect(drafts.list()).rejects.toMatchObject(refusal);
  await expect(drafts.update(draft, (kept) => kept)).rejects.toMatchObject(refusal);
  expect(await readFile(join(folder, file), 'utf8')).toBe('{"salt":');
});
