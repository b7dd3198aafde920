// Who is late or missing in a request, until which block the work can still be done, and what not doing it costs.
import type { Challenge, MarketSubmission } from '../../core/market/market-state.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { verdictRevealEnd } from './challenge-windows.ts';
import type { RequestState } from './request-state.ts';
import { requestWindows } from './request-windows.ts';

export type LateWork = {
  /** Public key of who owes the work; null: anybody can do it. */
  hotkey: Hex | null;
  /** Last block for it. */
  untilBlock: number;
  /** Whether that block has passed: then it is missing, not late. */
  isMissed: boolean;
} & (
  | { kind: 'reveal-submission'; submissionIndex: number; depositRao: bigint }
  /** `submissions`: those the seat was drawn for. */
  | { kind: 'commit-scores' | 'reveal-scores'; seat: number; submissions: readonly number[] }
  | { kind: 'commit-verdict' | 'reveal-verdict'; seat: number; challengeId: number }
  | { kind: 'open-package' | 'deliver-key'; submissionIndex: number; shareRao: bigint }
);

/** @param block the chain's best block. */
export function lateWork(state: RequestState, block: number): LateWork[] {
  return [
    ...lateMiners(state, block),
    ...lateElectors(state, block),
    ...state.challenges.flatMap((challenge) => lateJurors(state, challenge, block)),
    ...latePackages(state, block)
  ];
}

function lateMiners({ request, submissions }: RequestState, block: number): LateWork[] {
  const { commitEnd, revealEnd } = requestWindows(request);
  if (block <= commitEnd) return [];
  return submissions
    .filter(({ status }) => status === 'sealed')
    .map(({ index, hotkey }) => ({
      kind: 'reveal-submission',
      hotkey,
      untilBlock: revealEnd,
      isMissed: block > revealEnd,
      submissionIndex: index,
      depositRao: request.terms.submissionDepositRao
    }));
}

function lateElectors({ request, submissions, electors }: RequestState, block: number): LateWork[] {
  const { scoreCommitEnd, scoreRevealEnd } = requestWindows(request);
  if (scoreCommitEnd === null || scoreRevealEnd === null) return [];
  return electors.flatMap(({ seat, hotkey, committedBlock, revealedBlock }): LateWork[] => {
    const drawn = submissions.filter(({ assignedSeats }) => assignedSeats.includes(seat)).map(({ index }) => index);
    const work = { hotkey, seat, submissions: drawn };
    if (committedBlock === null && drawn.length > 0)
      return [{ kind: 'commit-scores', ...work, untilBlock: scoreCommitEnd, isMissed: block > scoreCommitEnd }];
    if (committedBlock !== null && revealedBlock === null && block > scoreCommitEnd)
      return [{ kind: 'reveal-scores', ...work, untilBlock: scoreRevealEnd, isMissed: block > scoreRevealEnd }];
    return [];
  });
}

function lateJurors({ request, electors }: RequestState, challenge: Challenge, block: number): LateWork[] {
  const { id: challengeId, jurors, deadlineBlock, status } = challenge;
  const revealEnd = verdictRevealEnd(challenge, request.terms);
  return jurors.flatMap(({ seat, committedBlock, revealedBlock }): LateWork[] => {
    const work = { hotkey: electors[seat]!.hotkey, seat, challengeId };
    const isOver = status !== 'drawn';
    if (committedBlock === null)
      return [
        { kind: 'commit-verdict', ...work, untilBlock: deadlineBlock, isMissed: isOver || block > deadlineBlock }
      ];
    if (revealedBlock === null && block > deadlineBlock)
      return [{ kind: 'reveal-verdict', ...work, untilBlock: revealEnd, isMissed: isOver || block > revealEnd }];
    return [];
  });
}

function latePackages({ request, submissions }: RequestState, block: number): LateWork[] {
  const { openEnd } = requestWindows(request);
  if (request.stage !== 'settled' || openEnd === null) return [];
  const isUnread = ({ status }: MarketSubmission) => status === 'passed';
  return submissions.filter(isUnread).map(({ index, hotkey, shareRao }) => ({
    kind: request.terms.privateDelivery ? 'deliver-key' : 'open-package',
    hotkey,
    untilBlock: openEnd,
    isMissed: block > openEnd,
    submissionIndex: index,
    shareRao
  }));
}
