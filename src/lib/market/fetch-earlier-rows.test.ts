import { describe, expect, test } from 'vitest';
import { AppError } from '../core/error/app-error.ts';
import { fetchEarlierRows } from './fetch-earlier-rows.ts';
import { someSubmission } from './testing/some-request.ts';

const SUBMISSIONS = [
  someSubmission({ index: 3, status: 'revealed' }),
  someSubmission({ index: 0, status: 'failed' }),
  someSubmission({ index: 4, status: 'revealed' }),
  someSubmission({ index: 1, status: 'duplicate' }),
  someSubmission({ index: 2, status: 'revealed' })
];
const text = (value: string) => new TextEncoder().encode(value);

const earlier = async (faulty: number, fault: unknown) => {
  const { rows, unreadIndexes } = await fetchEarlierRows(SUBMISSIONS[0]!, SUBMISSIONS, async ({ index }) => {
    if (index === faulty) throw fault;
    return text(`rows ${index}`);
  });
  return [rows.map((bytes) => new TextDecoder().decode(bytes)), unreadIndexes];
};

describe('fetchEarlierRows', () => {
  test('gives the rows of every counted submission with a smaller index, earliest first', async () => {
    expect(await earlier(9, null)).toEqual([['rows 0', 'rows 2'], []]);
  });

  test('a package that nobody holds or that does not open stands as no rows and keeps its place', async () => {
    for (const code of ['store/not-found', 'submission/damaged-seal'])
      expect(await earlier(0, new AppError(code, ''))).toEqual([['', 'rows 2'], [0]]);
  });

  test('a store that cannot be reached is an error, not an empty submission', async () => {
    const offline = new AppError('store/node-unreachable', 'No node answers.');
    await expect(earlier(2, offline)).rejects.toBe(offline);
  });
});
