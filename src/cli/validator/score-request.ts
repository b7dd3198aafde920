// A validator's scores of one request: measures what is not measured yet, keeps each signed report, commits all at once.
import type { Elector, MarketRequest, MarketSubmission } from '#lib/core/market/market-state.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { canTryAgain, lastTryBlock } from '#lib/market/submission/can-try-again.ts';
import { commitScores } from '#lib/market/scoring/commit-scores.ts';
import { draftPlace, keepReport } from '#lib/market/scoring/keep-report.ts';
import type { Stopped } from '#lib/ports/market-edges.ts';
import { requireUncommittedSeat } from '#lib/market/request/own-seat.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { isStopped, type Sender } from '../session/market-session.ts';
import { measureSigned, type Machine } from '../session/measure.ts';
import { say } from '../say.ts';

export interface ScoredRequest {
  status: 'committed';
  scores: {
    submissionIndex: number;
    score: number | null;
    reason: string;
    error?: ReturnType<AppError['toJSON']>;
  }[];
  scoresPpm: number[];
  block: number;
  revealFromBlock: number;
  revealUntilBlock: number;
}

/** An outage, perhaps: asked again while there is time. */
const OUT_OF_REACH = new Set(['score/earlier-out-of-reach', 'store/unreachable', 'store/unanswered']);

/**
 * One submission that cannot be measured has no score and does not stop the others; one that is only out of reach stops the
 * commit while there is time to ask again.
 * @throws AppError `scores/no-seat`, `scores/already-committed`, `scores/out-of-reach`, `scores/nothing-to-commit`, chain errors.
 */
export async function scoreRequest(
  request: MarketRequest,
  machine: Machine,
  sender: Sender
): Promise<ScoredRequest | Stopped> {
  const { chain, account, drafts, options } = sender;
  const seat = requireUncommittedSeat(await chain.electors(request.id), request.id, account);
  const place = draftPlace(chain, account, { requestId: request.id });
  const scores: ScoredRequest['scores'] = [];
  for (const submission of assignedFirst(await chain.submissions(request.id), seat)) {
    const { index: submissionIndex } = submission;
    const kept = (await drafts.get(place))?.reports.find((report) => report.submission.index === submissionIndex);
    try {
      if (!kept) say(`measuring submission ${submissionIndex} of request ${request.id} ...`);
      const measured = kept
        ? { status: 'measured' as const, report: kept }
        : await measureSigned({ request, submission }, machine, sender);
      if (isStopped(measured)) return measured;
      if (!kept) await keepReport(place, measured.report, drafts);
      const { score, reason } = measured.report.result;
      say(`  score ${score.toFixed(4)}: ${reason}`);
      scores.push({ submissionIndex, score, reason });
    } catch (thrown) {
      options.signal?.throwIfAborted();
      const error = AppError.from(thrown);
      say(`  no score for submission ${submissionIndex}: ${error.short}`);
      scores.push({ submissionIndex, score: null, reason: error.short, error: error.toJSON() });
    }
  }
  const waits = scores.filter(({ error }) => error !== undefined && OUT_OF_REACH.has(error.code));
  if (waits.length > 0 && canTryAgain(request, (await chain.bestBlock()).number)) throw tryAgain(request, waits);
  const reports = (await drafts.get(place))?.reports ?? [];
  const committed = await commitScores({ request, reports }, sender, options);
  if (isStopped(committed)) return committed;
  const { scoreCommitEnd, scoreRevealEnd } = requestWindows(request);
  return {
    status: 'committed',
    scores,
    scoresPpm: committed.scoresPpm,
    block: committed.block,
    revealFromBlock: scoreCommitEnd! + 1,
    revealUntilBlock: scoreRevealEnd!
  };
}

function tryAgain(request: MarketRequest, waits: ScoredRequest['scores']): AppError {
  const indices = waits.map(({ submissionIndex }) => submissionIndex);
  const which = `${indices.length === 1 ? 'submission' : 'submissions'} ${indices.join(', ')}`;
  return new AppError(
    'scores/out-of-reach',
    `Not committed yet: ${which} of request ${request.id} may still be measured.`,
    {
      hints: [
        'Run it again: what was measured is kept.',
        `What is out of reach after block ${lastTryBlock(request)} has no score; the rest is committed then.`
      ],
      details: { submissions: indices }
    }
  );
}

/** Those the seat was drawn for count double, so they come first. */
function assignedFirst(submissions: readonly MarketSubmission[], { seat }: Elector): MarketSubmission[] {
  const isDrawn = ({ assignedSeats }: MarketSubmission) => (assignedSeats.includes(seat) ? 0 : 1);
  return submissions
    .filter(({ status, excludedSeats }) => status === 'revealed' && !excludedSeats.includes(seat))
    .toSorted((a, b) => isDrawn(a) - isDrawn(b));
}
