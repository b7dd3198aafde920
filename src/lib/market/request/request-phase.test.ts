import { expect, test } from 'vitest';
import { DRAW_BLOCKS } from '../../core/market/market-constants.ts';
import { blocksLeft, requestPhase } from './request-phase.ts';
import { someRequest } from '../testing/some-request.ts';

test.each([
  [20, 0, 'collecting', 0],
  [21, 0, 'revealing', 9],
  [30, 2, 'revealing', 0],
  [31, 0, 'to-settle', null],
  [31, 2, 'seating', DRAW_BLOCKS - 1],
  [31 + DRAW_BLOCKS, 2, 'to-settle', null]
] as const)('at block %s an open request with %s revealed is %s', (block, revealedCount, phase, left) => {
  const request = someRequest({ revealedCount });
  expect(requestPhase(request, block)).toBe(phase);
  expect(blocksLeft(request, block)).toBe(left);
});

test.each([
  [60, 0, 'scoring', 0],
  [61, 0, 'revealing-scores', 9],
  [80, 0, 'challenging', 0],
  [81, 1, 'challenging', null],
  [81, 0, 'to-settle', null]
] as const)('drawn in block 40, at block %s with %s challenges it is %s', (block, openChallenges, phase, left) => {
  const request = someRequest({ stage: 'scoring', drawnBlock: 40, revealedCount: 1, openChallenges });
  expect(requestPhase(request, block)).toBe(phase);
  expect(blocksLeft(request, block)).toBe(left);
});

test('a settled or refunded request stays so', () => {
  expect(requestPhase(someRequest({ stage: 'settled' }), 5)).toBe('settled');
  expect(requestPhase(someRequest({ stage: 'refunded' }), 99)).toBe('refunded');
  expect(requestPhase(someRequest({ stage: 'settling' }), 99)).toBe('to-settle');
});
