// A juror's number on a challenged report, committed before the other jurors can see it.
import type { Challenge, MarketRequest } from '../chain/market-chain.ts';
import type { SigningAccount } from '../chain/signing-account.ts';
import type { TxOptions } from '../chain/tx-state.ts';
import { toHex } from '../core/benchmark/hex.ts';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { toPpm } from '../core/report/score-ppm.ts';
import type { ScoreReport } from '../core/report/score-report.ts';
import type { CommitScoresEdges } from './commit-scores.ts';
import { draftPlace } from './keep-report.ts';
import type { Stopped } from './market-edges.ts';
import { requireOwnSeat } from './own-seat.ts';
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
  { chain, content, account, drafts, randomBytes }: CommitScoresEdges,
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

/** The account's seat on the jury. Throws AppError `scores/no-seat`, `jury/not-a-juror`. */
export async function requireJuror(
  request: MarketRequest,
  challenge: Challenge,
  { chain, account }: { chain: CommitScoresEdges['chain']; account: SigningAccount }
): Promise<number> {
  const { seat } = requireOwnSeat(await chain.electors(request.id), request.id, account);
  if (challenge.jurors.some((juror) => juror.seat === seat)) return seat;
  throw new AppError('jury/not-a-juror', `${account.name} was not drawn into the jury of challenge ${challenge.id}.`);
}
