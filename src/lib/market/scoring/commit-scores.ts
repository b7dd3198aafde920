// A validator's scores of a whole request, committed before anyone can see them.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { NO_SCORE, toPpm } from '../../core/mechanism/score-ppm.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { keepCommit } from './keep-commit.ts';
import { draftPlace } from './keep-report.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { requireUncommittedSeat } from '../request/own-seat.ts';

export interface CommittedScores {
  status: 'committed';
  /** One a submission, in their order; `NO_SCORE` where there is none. */
  scoresPpm: number[];
  /** Known to nobody else before the reveal. */
  reportsCid: string;
  block: number;
}

/**
 * @param input.reports signed, of this request; those on other packages than the revealed ones do not count.
 * @throws AppError `scores/no-seat`, `scores/already-committed`, `scores/nothing-to-commit`, chain errors.
 */
export async function commitScores(
  { request, reports }: { request: MarketRequest; reports: readonly ScoreReport[] },
  { chain, content, account, drafts, randomBytes }: Omit<ActorEdges, 'vault'>,
  options: LongCallOptions & TxOptions = {}
): Promise<CommittedScores | Stopped> {
  const seat = requireUncommittedSeat(await chain.electors(request.id), request.id, account);
  const submissions = await chain.submissions(request.id);
  const counted = submissions.map((submission) => reportOn(submission, seat.seat, reports));
  const scoresPpm = counted.map((report) => (report ? toPpm(report.result.score) : NO_SCORE));
  const signed = counted.filter((report) => report !== null);
  if (signed.length === 0)
    throw new AppError('scores/nothing-to-commit', 'There is no score to commit: measure a submission first.');

  const { commitment, reportsCid } = await keepCommit(
    draftPlace(chain, account, { requestId: request.id }),
    {
      reports: signed,
      scoresPpm,
      commitmentOf: (opening) => chain.scoresCommitment({ requestId: request.id, hotkey: account.publicKey }, opening)
    },
    { content, drafts, randomBytes },
    options
  );
  const outcome = await chain.commitScores(account, { requestId: request.id, seat: seat.seat, commitment }, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'committed', scoresPpm, reportsCid, block: outcome.block.number };
}

function reportOn(
  { index, plainCid, status, excludedSeats }: MarketSubmission,
  seat: number,
  reports: readonly ScoreReport[]
): ScoreReport | null {
  if (status !== 'revealed' || excludedSeats.includes(seat)) return null;
  return reports.find(({ submission }) => submission.index === index && submission.packageCid === plainCid) ?? null;
}
