// When each window of a request ends, as the contract counts: docs/market.md, "Life of a request". All ends are inclusive.
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
export type Timed = Pick<MarketRequest, 'terms' | 'drawnBlock' | 'settledBlock'>;

export function requestWindows({ terms, drawnBlock, settledBlock }: Timed): RequestWindows {
  const revealEnd = terms.deadlineBlock + terms.revealBlocks;
  const scoreCommitEnd = drawnBlock === null ? null : drawnBlock + terms.scoreCommitBlocks;
  const scoreRevealEnd = scoreCommitEnd === null ? null : scoreCommitEnd + terms.scoreRevealBlocks;
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
