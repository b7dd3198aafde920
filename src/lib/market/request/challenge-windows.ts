// When what can be done about a challenge, as the contract counts: docs/market.md, "Challenges". All ends are inclusive.
import { juryFinding } from '../../core/market/jury-finding.ts';
import type { Challenge, RequestTerms } from '../../core/market/market-state.ts';

export interface ChallengeWindows {
  /** Verdicts are committed until here; null before the draw, like the next two. */
  commitEnd: number | null;
  revealEnd: number | null;
  /** A first jury's finding can be appealed until here; null where there is none to appeal. */
  appealEnd: number | null;
  /** First block for `resolve`; null where it can be called now, whatever the block. */
  resolveFrom: number | null;
}

/** Last block in which a drawn jury's verdicts are revealed. */
export const verdictRevealEnd = (
  { deadlineBlock }: Pick<Challenge, 'deadlineBlock'>,
  { juryBlocks }: Pick<RequestTerms, 'juryBlocks'>
): number => deadlineBlock + juryBlocks;

export function challengeWindows(challenge: Challenge, terms: RequestTerms): ChallengeWindows {
  const { status, deadlineBlock, jurors, appellant } = challenge;
  if (status === 'seeded') return { commitEnd: null, revealEnd: null, appealEnd: null, resolveFrom: deadlineBlock + 1 };
  const revealEnd = verdictRevealEnd(challenge, terms);
  const isFound = juryFinding(challenge, terms.outlierFloorPpm) !== null;
  const appealEnd = isFound && appellant === null ? revealEnd + terms.juryBlocks : null;
  const isComplete = jurors.length > 0 && jurors.every(({ revealedBlock }) => revealedBlock !== null);
  const resolveFrom = appealEnd !== null ? appealEnd + 1 : isComplete ? null : revealEnd + 1;
  return { commitEnd: deadlineBlock, revealEnd, appealEnd, resolveFrom };
}
