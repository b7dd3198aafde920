// Why a validator with a seat cannot measure or commit right now. A permit is not asked for: the contract asks for the seat.
import type { RequestAction } from '../../market/request/action-view.ts';

export interface ScoringNow {
  requestId: number;
  cannotSign: string | null;
  hasUid: boolean;
  /** The action `commit-scores` of the request; undefined where its last block has passed. */
  commit: Pick<RequestAction, 'blocked'> | undefined;
  /** What is being measured, in whichever request. */
  measuring: { requestId: number; index: number } | null;
  isCommitting: boolean;
}

/** One sentence, or null. */
export function whyNotMeasure({ cannotSign, hasUid, commit, measuring, isCommitting }: ScoringNow): string | null {
  if (cannotSign !== null) return cannotSign;
  if (!hasUid) return 'This account holds no uid on the subnet any more, and a report names one.';
  if (!commit) return 'The time to commit scores is over.';
  if (commit.blocked !== null) return commit.blocked;
  if (isCommitting) return 'Your scores of this request are being committed.';
  return measuring ? 'Another submission is being measured.' : null;
}

/** One sentence, or null: what is measured after the commit has no score. */
export function whyNotCommit({ requestId, cannotSign, commit, measuring }: ScoringNow): string | null {
  if (cannotSign !== null) return cannotSign;
  if (!commit) return 'The time to commit scores is over.';
  if (commit.blocked !== null) return commit.blocked;
  return measuring?.requestId === requestId
    ? `Submission ${measuring.index} of this request is still being measured: wait for it or cancel it first.`
    : null;
}
