// Where a request is in its life at a block, and what comes next.
import type { MarketRequest } from '../../core/market/market-state.ts';
import { requestWindows } from './request-windows.ts';

/** `seating`: the snapshot is due. `drawing`: the draw is. `to-settle`: anyone may settle, which may refund. */
export type RequestPhase =
  | 'collecting'
  | 'revealing'
  | 'seating'
  | 'drawing'
  | 'scoring'
  | 'revealing-scores'
  | 'challenging'
  | 'to-settle'
  | 'settled'
  | 'refunded';

/** @param block the chain's best block. */
export function requestPhase(request: MarketRequest, block: number): RequestPhase {
  const { stage } = request;
  const { commitEnd, revealEnd, drawEnd, scoreCommitEnd, scoreRevealEnd, challengeEnd } = requestWindows(request);
  switch (stage) {
    case 'open':
      if (block <= commitEnd) return 'collecting';
      if (block <= revealEnd) return 'revealing';
      return request.revealedCount === 0 || block > drawEnd ? 'to-settle' : 'seating';
    case 'seeded':
      return block > drawEnd ? 'to-settle' : 'drawing';
    case 'scoring':
      if (block <= scoreCommitEnd!) return 'scoring';
      if (block <= scoreRevealEnd!) return 'revealing-scores';
      return block <= challengeEnd! || request.openChallenges > 0 ? 'challenging' : 'to-settle';
    case 'settling':
      return 'to-settle';
    default:
      return stage;
  }
}

/** Blocks that are still to come of the phase; null when it has no end of its own. */
export function blocksLeft(request: MarketRequest, block: number): number | null {
  const windows = requestWindows(request);
  const ends: Partial<Record<RequestPhase, number | null>> = {
    collecting: windows.commitEnd,
    revealing: windows.revealEnd,
    seating: windows.drawEnd,
    drawing: windows.drawEnd,
    scoring: windows.scoreCommitEnd,
    'revealing-scores': windows.scoreRevealEnd,
    challenging: windows.challengeEnd
  };
  const end = ends[requestPhase(request, block)];
  return end === undefined || end === null || end < block ? null : end - block;
}
