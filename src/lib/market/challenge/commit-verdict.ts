// A juror's number on a challenged report, committed before the other jurors can see it.
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { toPpm } from '../../core/mechanism/score-ppm.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { keepCommit } from '../scoring/keep-commit.ts';
import { draftPlace } from '../scoring/keep-report.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { accusedReport, requireSameView } from './challenged-view.ts';
import { requireUndecidedJuror } from './require-juror.ts';

export interface CommittedVerdict {
  status: 'committed';
  scorePpm: number;
  /** Folder with the report, known to nobody else before the reveal. */
  reportCid: string;
  block: number;
}

/**
 * @param input.report signed, on the challenged submission.
 * @throws AppError `jury/not-a-juror`, `jury/already-committed`, `jury/other-submission`,
 *   `challenge/other-view`, chain errors.
 */
export async function commitVerdict(
  { request, challenge, report }: { request: MarketRequest; challenge: Challenge; report: ScoreReport },
  { chain, content, mechanisms, account, drafts, randomBytes }: Omit<ActorEdges, 'vault'>,
  options: LongCallOptions & TxOptions = {}
): Promise<CommittedVerdict | Stopped> {
  const { seat } = await requireUndecidedJuror(request, challenge, { chain, account });
  if (report.submission.index !== challenge.submissionIndex)
    throw new AppError('jury/other-submission', `The report is not on submission ${challenge.submissionIndex}.`);
  await requireSameView(accusedReport(request, challenge), report, { chain, content, mechanisms }, options);
  const scorePpm = toPpm(report.result.score);
  const { commitment, reportsCid: reportCid } = await keepCommit(
    draftPlace(chain, account, { requestId: request.id, challengeId: challenge.id }),
    {
      reports: [report],
      scoresPpm: [scorePpm],
      commitmentOf: ({ salt, reportsCid }) =>
        chain.verdictCommitment(
          { requestId: request.id, hotkey: account.publicKey },
          { challengeId: challenge.id, scorePpm, reportCid: reportsCid, salt }
        )
    },
    { content, drafts, randomBytes },
    options
  );
  const verdict = { requestId: request.id, challengeId: challenge.id, seat, commitment };
  const outcome = await chain.commitVerdict(account, verdict, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'committed', scorePpm, reportCid, block: outcome.block.number };
}
