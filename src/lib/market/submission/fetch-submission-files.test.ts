import { expect, test, vi } from 'vitest';
import type { MarketChain } from '../../ports/market-chain.ts';
import { fromHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { ErrorCode } from '../../core/error/error-codes.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { fetchSubmissionFiles } from './fetch-submission-files.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';

const packageKey = `0x${'11'.repeat(32)}` as const;
const keyHash = keyHashOf(fromHex(packageKey));
const opened = someSubmission({ status: 'opened', plainCid: 'plain', packageKey, keyHash });

/** Reads an opened package that nobody gives. @returns which CIDs were asked for, and the error. */
async function readWith(code: ErrorCode): Promise<[asked: string[], code: string]> {
  const asked: string[] = [];
  const fail = (cid: string) => {
    asked.push(cid);
    return Promise.reject(new AppError(code, ''));
  };
  const content = { listFolder: fail, readFile: fail } as unknown as ContentStore;
  const edges = { chain: {} as MarketChain, content, vault: { get: () => Promise.resolve(null) } };
  const input = { request: someRequest(), submission: opened, account: null };
  const error = await fetchSubmissionFiles(input, edges as never, { maxBytes: 10 }).catch((thrown: unknown) => thrown);
  return [[...new Set(asked)], AppError.from(error).code];
}

test.each(['store/not-found', 'store/unreachable', 'store/unanswered'] as const)(
  'an opened package that nobody gives is read from its sealed form, which fails the same way: %s',
  async (code) => expect(await readWith(code)).toEqual([['plain', 'sealed 0'], code])
);

/** A store in which each CID answers as said; those that never do are given up with the signal. */
function storeOf(answers: Record<string, 'never' | Promise<never>>) {
  const ended: string[] = [];
  const ask = (cid: string, { signal }: { signal?: AbortSignal }) => {
    const answer = answers[cid] ?? 'never';
    if (answer !== 'never') return answer;
    return new Promise<never>((_, reject) =>
      signal!.addEventListener('abort', () => {
        ended.push(cid);
        reject(signal!.reason as Error);
      })
    );
  };
  return { content: { listFolder: ask, readFile: ask } as unknown as ContentStore, ended };
}

test('while the network still looks for the opened package, the sealed one is asked for, and both end with the call', async () => {
  const asked: string[] = [];
  const { content, ended } = storeOf({});
  const watched = {
    listFolder: content.listFolder.bind(content),
    readFile: (cid: string, options: never) => {
      asked.push(cid);
      return content.readFile(cid, options);
    }
  } as unknown as ContentStore;
  const controller = new AbortController();
  const edges = { chain: {} as MarketChain, content: watched, vault: { get: () => Promise.resolve(null) } };
  const input = { request: someRequest(), submission: opened, account: null };
  const fetching = fetchSubmissionFiles(input, edges as never, { maxBytes: 10, signal: controller.signal });
  expect(asked).toEqual([]);
  await vi.waitFor(() => expect(asked).toContain('sealed 0'), { timeout: 10_000 });
  controller.abort();
  await expect(fetching).rejects.toThrow('aborted');
  await vi.waitFor(() => expect([...new Set(ended)].sort()).toEqual(['plain', 'sealed 0']));
});

test('one that is there and cannot be read is an error at once', async () => {
  expect(await readWith('store/unreadable')).toEqual([['plain'], 'store/unreadable']);
});
