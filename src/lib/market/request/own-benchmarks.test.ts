import { expect, test } from 'vitest';
import type { Hex } from '../../core/encoding/hex.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import { someRequest } from '../testing/some-request.ts';
import { commitmentsToRead, ownBenchmarks } from './own-benchmarks.ts';

const [OWNER, OTHER, STRANGER]: Hex[] = [`0x${'0a'.repeat(20)}`, `0x${'0b'.repeat(20)}`, `0x${'0c'.repeat(20)}`];
const [KEPT, USED]: Hex[] = [`0x${'01'.repeat(32)}`, `0x${'02'.repeat(32)}`];
const read = (commitment: Hex, owner: Hex) => ({ commitment, owner, feeRao: 5n, offer: null, offerError: null });

function asked(id: number, more: Partial<MarketRequest>, feeRao = 5n): MarketRequest {
  const { terms } = someRequest();
  return someRequest({
    id,
    benchmarkCommitment: USED!,
    requester: OTHER!,
    terms: { ...terms, benchmarkFeeRao: feeRao },
    ...more
  });
}

test('read are those whose key is held, and those that somebody else pays for, each once', () => {
  const requests = [asked(0, {}), asked(1, {}), asked(2, { benchmarkCommitment: KEPT! }, 0n)];
  expect(commitmentsToRead(OWNER!, [KEPT!], requests)).toEqual([KEPT, USED]);
  expect(commitmentsToRead(OWNER!, [], [asked(0, { requester: OWNER! }), asked(1, {}, 0n)])).toEqual([]);
});

test('a fee is earned where scoring had begun, comes back where it never did, and is open until the end', () => {
  const requests = [
    asked(3, { stage: 'scoring', drawnBlock: 70 }),
    asked(2, { stage: 'refunded', drawnBlock: null }),
    asked(1, { stage: 'refunded', drawnBlock: 70 }, 6n),
    asked(0, { stage: 'settled', drawnBlock: 70 })
  ];
  const [used, kept, ...others] = ownBenchmarks(OWNER!, [read(USED!, OWNER!), read(KEPT!, OWNER!)], requests);
  expect(used!.uses.map(({ requestId, outcome }) => [requestId, outcome])).toEqual([
    [0, 'earned'],
    [1, 'earned'],
    [2, 'returned'],
    [3, 'running']
  ]);
  expect(used!.earnedRao).toBe(11n);
  expect(kept).toMatchObject({ uses: [], earnedRao: 0n });
  expect(others).toEqual([]);
});

test("others' benchmarks and one's own requests are left out", () => {
  const own = asked(0, { requester: OWNER!, stage: 'settled', drawnBlock: 70 }, 0n);
  expect(ownBenchmarks(OWNER!, [read(USED!, OWNER!), read(KEPT!, STRANGER!)], [own])).toMatchObject([
    { commitment: USED, uses: [], earnedRao: 0n }
  ]);
});
