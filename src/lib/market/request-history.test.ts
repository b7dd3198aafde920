import { expect, test } from 'vitest';
import type { MarketRequest, MarketSubmission } from '../chain/market-chain.ts';
import { requestHistory } from './request-history.ts';

const open: MarketRequest = {
  id: 4,
  requester: '0x01',
  status: 'open',
  openedBlock: 5,
  deadlineBlock: 20,
  scoringEndBlock: 30,
  thresholdPpm: 0,
  bountyRao: 100n,
  benchmarkCommitment: '0x02',
  closedBlock: null,
  minersRao: 0n,
  validatorsRao: 0n,
  specCid: 'spec'
};
const submission: MarketSubmission = {
  requestId: 4,
  index: 0,
  hotkey: '0x03',
  uid: 3,
  block: 9,
  packageCid: 'package',
  medianPpm: null,
  paidRao: 0n,
  scores: [{ validator: '0x04', uid: 1, scorePpm: 700_000, block: 25, reportCid: 'report' }]
};
const kinds = (...given: Parameters<typeof requestHistory>) =>
  requestHistory(...given).map(({ kind, block }) => [kind, block]);

test('in the order of the blocks; a late submission comes after an early score', () => {
  const late = { ...submission, index: 1, block: 26, scores: [] };
  expect(kinds(open, [submission, late], [])).toEqual([
    ['opened', 5],
    ['submitted', 9],
    ['scored', 25],
    ['submitted', 26]
  ]);
});

test('the treasury has what settlement left; within one block the key comes after it', () => {
  const settled: MarketRequest = { ...open, status: 'settled', closedBlock: 31, minersRao: 69n, validatorsRao: 25n };
  const events = requestHistory(settled, [], [{ by: '0x05', block: 31, key: '0x06' }]);
  expect(events.slice(1)).toEqual([
    { kind: 'settled', block: 31, minersRao: 69n, validatorsRao: 25n, treasuryRao: 6n },
    { kind: 'key-revealed', block: 31, by: '0x05' }
  ]);
});

test('a refund is the whole bounty', () => {
  expect(requestHistory({ ...open, status: 'refunded', closedBlock: 40 }, [], []).at(-1)).toEqual({
    kind: 'refunded',
    block: 40,
    refundRao: 100n
  });
});
