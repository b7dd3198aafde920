// Which commitments of an account in a request can be revealed from here.
import { findCommit, type ScoreDraft } from '../../core/report/score-draft.ts';
import type { ActionView } from '../request/action-view.ts';
import { findOwnSeat } from '../request/own-seat.ts';
import type { RequestState } from '../request/request-state.ts';

/** @param drafts of this account on this market. */
export function heldCommits(
  { request, electors, challenges }: Pick<RequestState, 'request' | 'electors' | 'challenges'>,
  account: { publicKey: string } | null,
  drafts: readonly ScoreDraft[]
): ActionView['drafts'] {
  const seat = account && findOwnSeat(electors, account);
  if (!seat) return { scores: false, verdicts: [] };
  const holds = (inChallenge: number | null, commitment: string | null) =>
    drafts.some(
      (draft) =>
        draft.requestId === request.id && draft.challengeId === inChallenge && findCommit(draft, commitment) !== null
    );
  return {
    scores: holds(null, seat.commitment),
    verdicts: challenges
      .filter(({ id, jurors }) => holds(id, jurors.find((juror) => juror.seat === seat.seat)?.commitment ?? null))
      .map(({ id }) => id)
  };
}
