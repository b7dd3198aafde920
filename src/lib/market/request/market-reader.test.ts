import { mechanisms } from '../../score/mechanisms.ts';
import { describe, expect, test } from 'vitest';
import type { MarketChain } from '../../ports/market-chain.ts';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { inviteRootOf } from '../../core/request/invited-hotkeys.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { createMarketReader } from './market-reader.ts';
import { SOME_TERMS, someRequest } from '../testing/some-request.ts';

const COMMITMENT = `0x${'a1'.repeat(32)}` as const;
const OTHER_COMMITMENT = `0x${'b2'.repeat(32)}` as const;
const DOCUMENT = canonicalJson({
  ...WORD_PROBLEM_REQUEST,
  benchmark: { commitment: COMMITMENT, lockedCid: 'locked-folder', rows: 60, bytes: 1000 }
});

/** Counts how often a document is fetched. */
function reader() {
  const fetched: string[] = [];
  const content = {
    readFile: (cid: string) => {
      fetched.push(cid);
      return Promise.resolve(DOCUMENT);
    }
  } as unknown as ContentStore;
  return { fetched, ...createMarketReader({ chain: {} as MarketChain, content, mechanisms }) };
}

test('a document is fetched once', async () => {
  const { document, fetched } = reader();
  const request = someRequest({ benchmarkCommitment: COMMITMENT });
  expect(await document(request)).toEqual(await document({ ...request, id: 1 }));
  expect(fetched).toEqual(['spec']);
});

test('a request that names the document of another and commits to another benchmark is recognised, in either order', async () => {
  const original = someRequest({ id: 0, benchmarkCommitment: COMMITMENT });
  const clone = someRequest({ id: 1, benchmarkCommitment: OTHER_COMMITMENT });
  for (const order of [
    [original, clone],
    [clone, original]
  ]) {
    const { document } = reader();
    for (const request of order) {
      const { spec, specError } = await document(request);
      expect([spec === null, specError?.code]).toEqual(
        request === clone ? [true, 'request/benchmark-mismatch'] : [false, undefined]
      );
    }
  }
});

test('a request that invites others than its document lists is recognised, beside one that invites the same', async () => {
  const invited: Hex[] = [`0x${'01'.repeat(32)}`, `0x${'02'.repeat(32)}`];
  const bytes = new TextEncoder().encode(
    JSON.stringify({ ...JSON.parse(new TextDecoder().decode(DOCUMENT)), invited })
  );
  const content = { readFile: () => Promise.resolve(bytes) } as unknown as ContentStore;
  const { document } = createMarketReader({ chain: {} as MarketChain, content, mechanisms });
  const inviting = (inviteRoot: Hex | null) =>
    someRequest({ benchmarkCommitment: COMMITMENT, terms: { ...SOME_TERMS, inviteRoot } });
  expect((await document(inviting(inviteRootOf(invited)))).spec).toMatchObject({ invited });
  for (const other of [null, inviteRootOf(invited.slice(1))])
    expect(await document(inviting(other))).toMatchObject({
      spec: null,
      specError: { code: 'request/invited-mismatch' }
    });
});

describe('requests whose documents nobody has', () => {
  const DEAD = 150;
  const LIVE = 7;

  /** A market of dead requests with one live among the oldest; dead documents never come. */
  function spammed() {
    const asked: string[] = [];
    const stopped: string[] = [];
    const content = {
      readFile: (cid: string, { signal }: { signal?: AbortSignal }) => {
        asked.push(cid);
        if (cid === `spec-${LIVE}`) return Promise.resolve(DOCUMENT);
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => {
            stopped.push(cid);
            reject(signal.reason as Error);
          })
        );
      }
    } as unknown as ContentStore;
    const chain = {
      requestCount: () => Promise.resolve(DEAD),
      request: (id: number) =>
        Promise.resolve(someRequest({ id, specCid: `spec-${id}`, benchmarkCommitment: COMMITMENT })),
      submissions: () => Promise.resolve([])
    } as unknown as MarketChain;
    const until = new AbortController();
    return { asked, stopped, until, ...createMarketReader({ chain, content, mechanisms }, until.signal) };
  }

  test('hold up the list only so long, and the live one is in it', async () => {
    const { list, asked, stopped, until } = spammed();
    const entries = await list({ documentsMs: 100 });
    expect(entries).toHaveLength(DEAD);
    expect(entries.filter(({ spec }) => spec).map(({ request }) => request.id)).toEqual([LIVE]);
    expect(entries[0]!.specError).toMatchObject({ code: 'store/unanswered' });
    // What is still asked for is not asked for again.
    await list({ limit: 20 });
    expect(asked).toHaveLength(DEAD);
    until.abort();
    expect(stopped).toHaveLength(DEAD - 1);
  });

  test('are listed in pages', async () => {
    const { list } = spammed();
    const page = await list({ before: LIVE + 1, limit: 1 });
    expect(page.map(({ request, spec }) => [request.id, spec !== null])).toEqual([[LIVE, true]]);
    expect(await list({ before: 0 })).toEqual([]);
  });
});
