// What an account has to reveal in a request now, or loses: its submission, its scores, its verdicts as a juror.
import type { Challenge, MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import { findCommit, type ScoreDraft } from '../../core/report/score-draft.ts';
import { verdictRevealEnd } from './challenge-windows.ts';
import { requestPhase } from './request-phase.ts';
import { requestWindows } from './request-windows.ts';

export interface DueReveal {
  kind: 'submission' | 'scores' | 'verdict';
  /** Of a verdict; else null. */
  challengeId: number | null;
  untilBlock: number;
}

export interface Revealable {
  request: MarketRequest;
  submissions: readonly MarketSubmission[];
  /** Of this request, as far as they were read. */
  challenges: readonly Challenge[];
}

/**
 * @param account public key of its hotkey, or null. @param drafts of this account on this market. @param block the chain's best
 *   block.
 */
export function dueReveals(
  { request, submissions, challenges }: Revealable,
  account: string | null,
  drafts: readonly ScoreDraft[],
  block: number
): DueReveal[] {
  const phase = requestPhase(request, block);
  const { revealEnd, scoreRevealEnd } = requestWindows(request);
  const due: DueReveal[] = [];
  const isSealed = submissions.some(({ hotkey, status }) => hotkey === account && status === 'sealed');
  if (phase === 'revealing' && isSealed) due.push({ kind: 'submission', challengeId: null, untilBlock: revealEnd });
  const own = drafts.filter(({ requestId, commits }) => requestId === request.id && commits.length > 0);
  const isShown = submissions.some(({ scores }) => scores.some(({ hotkey }) => hotkey === account));
  if (phase === 'revealing-scores' && own.some(({ challengeId }) => challengeId === null) && !isShown)
    due.push({ kind: 'scores', challengeId: null, untilBlock: scoreRevealEnd! });
  return [...due, ...dueVerdicts({ request, challenges }, own, block)];
}

/** Whether challenges have to be read to know. */
export const mayOweVerdicts = ({ id, stage }: MarketRequest, drafts: readonly ScoreDraft[]): boolean =>
  stage === 'scoring' &&
  drafts.some(({ requestId, challengeId, commits }) => requestId === id && challengeId !== null && commits.length > 0);

function dueVerdicts(
  { request, challenges }: Pick<Revealable, 'request' | 'challenges'>,
  drafts: readonly ScoreDraft[],
  block: number
): DueReveal[] {
  return challenges.flatMap((challenge): DueReveal[] => {
    const { requestId, id: challengeId, status, deadlineBlock, jurors } = challenge;
    const untilBlock = verdictRevealEnd(challenge, request.terms);
    if (requestId !== request.id || status !== 'drawn' || block <= deadlineBlock || block >= untilBlock) return [];
    const draft = drafts.find((one) => one.challengeId === challengeId) ?? null;
    const isOwed = jurors.some(
      ({ commitment, revealedBlock }) => revealedBlock === null && findCommit(draft, commitment)
    );
    return isOwed ? [{ kind: 'verdict', challengeId, untilBlock }] : [];
  });
}
