import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/error/app-error.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { fetchOtherEntries } from './fetch-other-entries.ts';
import { someSubmission } from '../testing/some-request.ts';
import { unusablePackages } from './unusable-packages.ts';

const SUBMISSIONS = [
  someSubmission({ index: 3, status: 'revealed' }),
  someSubmission({ index: 0, status: 'failed' }),
  someSubmission({ index: 4, status: 'revealed' }),
  someSubmission({ index: 1, status: 'duplicate' }),
  someSubmission({ index: 2, status: 'revealed' })
];
const text = (value: string) => new TextEncoder().encode(value);

/** Takes what has a file of rows. */
const MECHANISM = {
  reads: 'earlier',
  readEntry(files: readonly { path: string }[]) {
    if (!files.some(({ path }) => path === 'data/train.jsonl')) throw new AppError('package/no-data', 'No rows.');
  }
} as const;

const session = () => unusablePackages({} as ContentStore, { reader: 'alice', maxBytes: 1 });
const read: number[] = [];

const earlier = async (faulty: number, fault: unknown, canTryAgain = true, unusable = session()) => {
  const place = { submission: SUBMISSIONS[0]!, submissions: SUBMISSIONS, mechanism: MECHANISM, canTryAgain };
  read.length = 0;
  const readRows = async ({ index }: { index: number }) => {
    read.push(index);
    if (index === faulty) throw fault;
    return [{ path: 'data/train.jsonl', bytes: text(`rows ${index}`) }];
  };
  const { entries, unreadIndexes } = await fetchOtherEntries(place, readRows, unusable);
  return [entries.map(({ files }) => files.map(({ bytes }) => new TextDecoder().decode(bytes)).join()), unreadIndexes];
};

describe('fetchOtherEntries', () => {
  test('gives the rows of every counted submission with a smaller index, earliest first', async () => {
    expect(await earlier(9, null)).toEqual([['rows 0', 'rows 2'], []]);
  });

  test('a package that nobody holds or that does not open stands as no rows and keeps its place', async () => {
    for (const code of ['store/not-found', 'submission/damaged-seal'] as const)
      expect(await earlier(0, new AppError(code, ''))).toEqual([['', 'rows 2'], [0]]);
  });

  test('a package that opens and is no entry stands as no rows, so that it stops nobody after it', async () => {
    const place = { submission: SUBMISSIONS[0]!, submissions: SUBMISSIONS, mechanism: MECHANISM, canTryAgain: true };
    const readme = [{ path: 'README.md', bytes: text('no rows') }];
    const rows = [{ path: 'data/train.jsonl', bytes: text('rows') }];
    const { entries, unreadIndexes } = await fetchOtherEntries(place, async ({ index }) =>
      index === 0 ? readme : rows
    );
    expect([entries.map(({ files }) => files.length), unreadIndexes]).toEqual([[0, 1], [0]]);
  });

  test('a package that could not be asked for everywhere is an error that names it, however late it is', async () => {
    const outage = new AppError('store/unreachable', '', { hints: ['Start the node.'], details: { cid: 'sealed 2' } });
    for (const canTryAgain of [true, false])
      await expect(earlier(2, outage, canTryAgain)).rejects.toMatchObject({
        code: 'score/earlier-out-of-reach',
        short: 'Submission 2 could not be read now, so submission 3, which came after it, has no score yet.',
        hints: [expect.stringContaining('again later'), 'Start the node.'],
        details: { earlierIndex: 2, code: 'store/unreachable', cid: 'sealed 2' }
      });
  });

  test('a package that is looked for in vain is waited for, and stands as no rows when time is over', async () => {
    const unanswered = new AppError('store/unanswered', '');
    await expect(earlier(0, unanswered)).rejects.toMatchObject({ code: 'score/earlier-out-of-reach' });
    expect(await earlier(0, unanswered, false)).toEqual([['', 'rows 2'], [0]]);
  });

  test('what was found unusable is not asked for again in the session', async () => {
    const unusable = session();
    const missing = new AppError('store/not-found', '');
    for (const expected of [[0, 2], [2]]) {
      expect(await earlier(0, missing, true, unusable)).toEqual([['', 'rows 2'], [0]]);
      expect(read).toEqual(expected);
    }
  });

  test('what could not be asked for, or is still looked for, is asked for again', async () => {
    const unusable = session();
    await expect(earlier(0, new AppError('store/unreachable', ''), true, unusable)).rejects.toThrow();
    expect(await earlier(0, new AppError('store/unanswered', ''), false, unusable)).toEqual([['', 'rows 2'], [0]]);
    expect(await earlier(9, null, true, unusable)).toEqual([['rows 0', 'rows 2'], []]);
  });

  test('a store that cannot be reached is an error, not an empty submission', async () => {
    const offline = new AppError('store/node-unreachable', 'No node answers.');
    await expect(earlier(2, offline)).rejects.toBe(offline);
  });
});
