// How long a validator waits for a package that is being looked for, before it counts as held by nobody.
import { requestWindows, type Timed } from '../request/request-windows.ts';

/** One part in so many of the window for score commits is left for scoring without it. */
const LAST_PART = 4;

/** The block after which scores are committed without what is still out of reach; null before the window is known. */
export function lastTryBlock(request: Timed): number | null {
  const { scoreCommitEnd } = requestWindows(request);
  return scoreCommitEnd && scoreCommitEnd - Math.ceil(request.terms.scoreCommitBlocks / LAST_PART);
}

/**
 * Whether there is time to ask again for an earlier submission before scores are due. Not in the last quarter of the window
 * for their commits, so that a submission which nobody holds cannot stop the scoring of those after it; nor later, when
 * jurors and readers compute the same again.
 */
export function canTryAgain(request: Timed, block: number): boolean {
  const last = lastTryBlock(request);
  return last !== null && block <= last;
}
