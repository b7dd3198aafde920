// A juror's number on a challenged report, committed before the other jurors can see it.
import type { Challenge, MarketRequest } from '../chain/market-chain.ts';
import type { TxOptions } from '../chain/tx-state.ts';
import { toHex } from '../core/benchmark/hex.ts';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { toPpm } from '../core/report/score-ppm.ts';
import type { ScoreReport } from '../core/report/score-report.ts';
import { draftPlace } from './keep-report.ts';
import type { ActorEdges, Stopped } from './market-edges.ts';
import { requireJuror } from './require-juror.ts';
import { reportsFolder } from './reports-folder.ts';

export interface CommittedVerdict {
  status: 'committed';
  scorePpm: number;
  /** Folder with the report, known to nobody else before the reveal. */
  reportCid: string;
  block: number;
}

/**
 * @param input.report signed, on the challenged submission.
 * @throws AppError `jury/not-a-juror`, `jury/other-submission`, chain errors.
 */
export async function commitVerdict(
  { request, challenge, report }: { request: MarketRequest; challenge: Challenge; report: ScoreReport },
  { chain, content, account, drafts, randomBytes }: Omit<ActorEdges, 'vault'>,
  options: LongCallOptions & TxOptions = {}
): Promise<CommittedVerdict | Stopped> {
  const seat = await requireJuror(request, challenge, { chain, account });
  if (report.submission.index !== challenge.submissionIndex)
    throw new AppError('jury/other-submission', `The report is not on submission ${challenge.submissionIndex}.`);
  const scorePpm = toPpm(report.verdict.score);
  const { cid: reportCid } = await content.packCar(reportsFolder([report]), options);
  const place = draftPlace(chain, account, { requestId: request.id, challengeId: challenge.id });
  const earlier = (await drafts.get(place))?.commit;
  const salt = earlier?.reportsCid === reportCid ? earlier.salt : toHex(randomBytes(32));
  const commitment = chain.verdictCommitment(
    { requestId: request.id, hotkey: account.publicKey },
    { challengeId: challenge.id, scorePpm, reportCid, salt }
  );
  await drafts.save({
    ...place,
    reports: [report],
    commit: { commitment, salt, scoresPpm: [scorePpm], reportsCid: reportCid }
  });
  const verdict = { requestId: request.id, challengeId: challenge.id, seat, commitment };
  const outcome = await chain.commitVerdict(account, verdict, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'committed', scorePpm, reportCid, block: outcome.block.number };
}
