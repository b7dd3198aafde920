import { mechanisms } from '../../score/mechanisms.ts';
import { expect, test } from 'vitest';
import type { MarketChain } from '../../ports/market-chain.ts';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { createMarketReader } from './market-reader.ts';
import { someRequest } from '../testing/some-request.ts';

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
