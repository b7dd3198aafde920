// A validator's scores of one request: measures what is not measured yet, keeps each signed report, commits all at once.
import type { MarketRequest } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { isOutOfReach } from '../../core/error/error-kinds.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Backend } from '../../core/model/backend.ts';
import type { ActorEdges, Scorer, Stopped } from '../../ports/market-edges.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { requireUncommittedSeat } from '../request/own-seat.ts';
import { requestWindows } from '../request/request-windows.ts';
import { canTryAgain, lastTryBlock } from '../submission/can-try-again.ts';
import { commitScores } from './commit-scores.ts';
import { draftPlace, keepReport } from './keep-report.ts';
import { measureSigned } from './measure-signed.ts';
import { submissionsToMeasure } from './submissions-to-measure.ts';

export interface ScoredSubmission {
  submissionIndex: number;
  /** Null: it has no score, for the `reason`. */
  score: number | null;
  reason: string;
  error?: ReturnType<AppError['toJSON']>;
}

export interface ScoredRequest {
  status: 'committed';
  scores: ScoredSubmission[];
  scoresPpm: number[];
  block: number;
  revealFromBlock: number;
  revealUntilBlock: number;
}

export interface ScoreRequestOptions extends LongCallOptions, TxOptions {
  /** Before a submission is measured; not called for one whose report is kept. */
  onMeasure?: (submissionIndex: number) => void;
  onScored?: (scored: ScoredSubmission) => void;
}

/**
 * One submission that cannot be measured has no score and does not stop the others; one that is only out of reach stops the
 * commit while there is time to ask again.
 * @throws AppError `scores/no-seat`, `scores/already-committed`, `scores/out-of-reach`, `scores/nothing-to-commit`, chain errors.
 */
export async function scoreRequest(
  { request, backend }: { request: MarketRequest; backend: Backend | 'auto' },
  edges: ActorEdges & { scorer: Scorer },
  options: ScoreRequestOptions = {}
): Promise<ScoredRequest | Stopped> {
  const { chain, account, drafts } = edges;
  const seat = requireUncommittedSeat(await chain.electors(request.id), request.id, account);
  const place = draftPlace(chain, account, { requestId: request.id });
  const keptReports = async () => (await drafts.get(place))?.reports ?? [];
  const scores: ScoredSubmission[] = [];
  for (const submission of submissionsToMeasure(await chain.submissions(request.id), seat)) {
    const { index: submissionIndex } = submission;
    let scored: ScoredSubmission;
    try {
      let report = (await keptReports()).find((kept) => kept.submission.index === submissionIndex);
      if (!report) {
        options.onMeasure?.(submissionIndex);
        const measured = await measureSigned({ request, submission, backend }, edges, options);
        if (measured.status !== 'measured') return measured;
        ({ report } = measured);
        await keepReport(place, report, drafts);
      }
      const { score, reason } = report.result;
      scored = { submissionIndex, score, reason };
    } catch (thrown) {
      options.signal?.throwIfAborted();
      const error = AppError.from(thrown);
      scored = { submissionIndex, score: null, reason: error.short, error: error.toJSON() };
    }
    options.onScored?.(scored);
    scores.push(scored);
  }
  const waits = scores.filter(({ error }) => error !== undefined && isOutOfReach(error));
  if (waits.length > 0 && canTryAgain(request, (await chain.bestBlock()).number)) throw tryAgain(request, waits);
  const committed = await commitScores({ request, reports: await keptReports() }, edges, options);
  if (committed.status !== 'committed') return committed;
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

function tryAgain(request: MarketRequest, waits: readonly ScoredSubmission[]): AppError {
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
