import { describe, expect, test } from 'vitest';
import type { MarketSubmission } from '../chain/market-chain.ts';
import { AppError } from '../core/error/app-error.ts';
import type { ContentStore } from '../store/content-store.ts';
import { fetchEarlierRows } from './fetch-earlier-rows.ts';

const submission = (index: number): MarketSubmission => ({
  requestId: 3,
  index,
  hotkey: '0x01',
  uid: index,
  block: 10 + index,
  packageCid: `package-${index}`,
  medianPpm: null,
  paidRao: 0n,
  scores: []
});
const chain = { submissions: async () => [2, 0, 3, 1].map(submission) };

/** Folders of one data file with the package's name; `fault` is thrown for one of them. */
function contentWith(faulty: string, fault: Error): ContentStore {
  const refuse = async (): Promise<never> => {
    throw new Error('not used');
  };
  return {
    addFolder: refuse,
    addFile: refuse,
    publish: refuse,
    stop: async () => undefined,
    listFolder: async (cid) => {
      if (cid === faulty) throw fault;
      return [{ path: 'data/rows.jsonl', cid, sizeBytes: 9 }];
    },
    readFile: async (cid) => new TextEncoder().encode(cid)
  };
}
const rowsOf = async (content: ContentStore) =>
  (await fetchEarlierRows(submission(2), { chain, content }, { maxBytes: 100 })).map((bytes) =>
    new TextDecoder().decode(bytes)
  );

describe('fetchEarlierRows', () => {
  test('gives the rows of every submission with a smaller index, earliest first', async () => {
    expect(await rowsOf(contentWith('none', new Error()))).toEqual(['package-0', 'package-1']);
  });

  test('a package that nobody holds stands as no rows and keeps its place', async () => {
    const missing = new AppError('store/not-found', 'Nobody has it.');
    expect(await rowsOf(contentWith('package-0', missing))).toEqual(['', 'package-1']);
  });

  test('a store that cannot be reached is an error, not an empty submission', async () => {
    const offline = new AppError('store/node-unreachable', 'No node answers.');
    await expect(rowsOf(contentWith('package-1', offline))).rejects.toBe(offline);
  });
});
