import { expect, test } from 'vitest';
import type { MarketRequest } from '../chain/market-chain.ts';
import { blocksLeft, requestPhase } from './request-phase.ts';

const request: MarketRequest = {
  id: 0,
  requester: '0x00',
  status: 'open',
  openedBlock: 1,
  deadlineBlock: 20,
  scoringEndBlock: 30,
  thresholdPpm: 0,
  bountyRao: 1n,
  benchmarkCommitment: '0x00',
  closedBlock: null,
  minersRao: 0n,
  validatorsRao: 0n,
  specCid: 'cid'
};

test.each([
  [20, 'collecting', 1],
  [21, 'scoring', 10],
  [30, 'scoring', 1],
  [31, 'to-settle', null]
] as const)('at block %s an open request is %s', (block, phase, left) => {
  expect(requestPhase(request, block)).toBe(phase);
  expect(blocksLeft(request, block)).toBe(left);
});

test('a settled or refunded request stays so', () => {
  expect(requestPhase({ ...request, status: 'settled' }, 5)).toBe('settled');
  expect(requestPhase({ ...request, status: 'refunded' }, 99)).toBe('refunded');
});
