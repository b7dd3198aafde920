// How long a validator waits for a package that is being looked for, before it counts as held by nobody.
import { requestWindows, type Timed } from './request-windows.ts';

/** One part in so many of the window for score commits is left for scoring without it. */
const LAST_PART = 4;

/**
 * Whether there is time to ask again for an earlier submission before scores are due. Not in the last quarter of the window
 * for their commits, so that a submission which nobody holds cannot stop the scoring of those after it; nor later, when
 * jurors and readers compute the same again.
 */
export function canTryAgain(request: Timed, block: number): boolean {
  const { scoreCommitEnd } = requestWindows(request);
  return scoreCommitEnd !== null && block <= scoreCommitEnd - Math.ceil(request.terms.scoreCommitBlocks / LAST_PART);
}
