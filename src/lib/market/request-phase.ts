// Where a request is in its life at a block, and what comes next.
import type { MarketRequest } from '../chain/market-chain.ts';

export type RequestPhase = 'collecting' | 'scoring' | 'to-settle' | 'settled' | 'refunded';

/** @param block the chain's best block. */
export function requestPhase(request: MarketRequest, block: number): RequestPhase {
  if (request.status !== 'open') return request.status;
  if (block <= request.deadlineBlock) return 'collecting';
  return block <= request.scoringEndBlock ? 'scoring' : 'to-settle';
}

/** Blocks until the phase ends; null when it has no end. */
export function blocksLeft(request: MarketRequest, block: number): number | null {
  const phase = requestPhase(request, block);
  if (phase === 'collecting') return request.deadlineBlock - block + 1;
  if (phase === 'scoring') return request.scoringEndBlock - block + 1;
  return null;
}
