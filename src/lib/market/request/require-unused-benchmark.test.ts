import { expect, test } from 'vitest';
import { lockBenchmark } from '../../core/benchmark/lock-benchmark.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { someRequest } from '../testing/some-request.ts';
import { requireUnusedBenchmark } from './require-unused-benchmark.ts';

const REQUESTER = `0x${'01'.repeat(20)}` as const;
const STRANGER = `0x${'03'.repeat(20)}` as const;
const recipients = [{ uid: 0, hotkey: '5Reader', publicKey: sealingPublicKey(new Uint8Array(32).fill(9)) }];
const plaintext = new TextEncoder().encode('{"input":"1","output":"2"}\n');
const { files, key, commitment } = lockBenchmark({ plaintext, requester: REQUESTER, recipients }, (length) =>
  Uint8Array.from({ length }, (_, at) => at + 1)
);
const benchmark = { commitment, lockedCid: 'bafylocked0', rows: 1, bytes: plaintext.length };

/** What is said of a benchmark that stands in one request. */
async function check(request: Partial<MarketRequest>, shown: string[] = []): Promise<string> {
  const chain = {
    requestCount: async () => 1,
    request: async () => someRequest({ benchmarkCommitment: commitment as `0x${string}`, ...request }),
    benchmarkKeys: async () => shown.map((one) => ({ by: STRANGER, block: 5, key: one }))
  };
  const content = {
    readFile: async (_: string, { path }: { path: string }) => files.find((file) => file.path === path)!.bytes
  };
  const edges = { chain, content } as unknown as Parameters<typeof requireUnusedBenchmark>[1];
  try {
    await requireUnusedBenchmark({ spec: { benchmark } as RequestSpec, requester: REQUESTER }, edges);
    return 'unused';
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
}

test('a benchmark that was scored with, or is being, is not used again', async () => {
  const own = { requester: REQUESTER };
  for (const stage of ['open', 'seeded', 'scoring', 'settling'] as const)
    expect(await check({ ...own, stage }), stage).toBe('benchmark/not-offered');
  expect(await check({ ...own, stage: 'settled', drawnBlock: 9 })).toBe('benchmark/not-offered');
  expect(await check({ ...own, stage: 'refunded' })).toBe('unused');
  expect(await check({ ...own, stage: 'open', benchmarkCommitment: `0x${'0d'.repeat(32)}` })).toBe('unused');
});

test('nor one whose rows anybody can read; a stranger that only names it stops nobody', async () => {
  expect(await check({ requester: STRANGER, stage: 'open' })).toBe('unused');
  expect(await check({ requester: STRANGER, stage: 'refunded' }, [`0x${'0e'.repeat(32)}`])).toBe('unused');
  expect(await check({ requester: STRANGER, stage: 'refunded' }, [key])).toBe('benchmark/not-offered');
  expect(await check({ requester: REQUESTER, stage: 'refunded' }, [key])).toBe('benchmark/not-offered');
});
