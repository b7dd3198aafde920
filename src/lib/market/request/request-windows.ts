// When each window of a request ends, as the contract counts: docs/market.md, "Life of a request". All ends are inclusive.
// Some close as soon as everybody has acted.
import type { MarketRequest } from '../../core/market/market-state.ts';
import { DRAW_BLOCKS } from '../../core/market/market-constants.ts';

export interface RequestWindows {
  commitEnd: number;
  revealEnd: number;
  drawEnd: number;
  /** Null until the draw, like the two below. */
  scoreCommitEnd: number | null;
  scoreRevealEnd: number | null;
  challengeEnd: number | null;
  /** Last block for opening and delivering packages; null until settled. */
  openEnd: number | null;
}

/** What of a request its windows follow from. */
export type Timed = Pick<
  MarketRequest,
  'terms' | 'drawnBlock' | 'settledBlock' | 'revealClosedBlock' | 'scoreCommitClosedBlock' | 'scoreRevealClosedBlock'
>;

export function requestWindows(request: Timed): RequestWindows {
  const { terms, drawnBlock, settledBlock } = request;
  const revealEnd = request.revealClosedBlock ?? terms.deadlineBlock + terms.revealBlocks;
  const scoreCommitEnd =
    drawnBlock === null ? null : (request.scoreCommitClosedBlock ?? drawnBlock + terms.scoreCommitBlocks);
  const scoreRevealEnd =
    drawnBlock === null
      ? null
      : (request.scoreRevealClosedBlock ?? drawnBlock + terms.scoreCommitBlocks + terms.scoreRevealBlocks);
  return {
    commitEnd: terms.deadlineBlock,
    revealEnd,
    drawEnd: revealEnd + DRAW_BLOCKS,
    scoreCommitEnd,
    scoreRevealEnd,
    challengeEnd: scoreRevealEnd === null ? null : scoreRevealEnd + terms.challengeBlocks,
    openEnd: settledBlock === null ? null : settledBlock + terms.openBlocks
  };
}
