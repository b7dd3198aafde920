// A validator's report called wrong, with a report of one's own as evidence and a bond behind it.
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { toPpm } from '../../core/mechanism/score-ppm.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { requireSameView } from './challenged-view.ts';
import { reportsFolder } from '../scoring/reports-folder.ts';

export interface ChallengedReport {
  status: 'challenged';
  challengeId: number;
  /** Folder with the evidence, at `reportPath(submissionIndex)`. */
  evidenceCid: string;
  block: number;
}

/**
 * @param input.seat of the accused. @param input.evidence signed, on the same submission.
 * @throws AppError `challenge/no-score` where that seat gave the submission none, `challenge/no-difference` where the two
 *   numbers are as near as the request always tolerates, `challenge/other-view`, store and chain errors.
 */
export async function challengeReport(
  {
    request,
    submissionIndex,
    seat,
    evidence
  }: { request: MarketRequest; submissionIndex: number; seat: number; evidence: ScoreReport },
  { chain, content, mechanisms, account }: Omit<ActorEdges, 'vault' | 'drafts' | 'randomBytes'>,
  options: LongCallOptions & TxOptions = {}
): Promise<ChallengedReport | Stopped> {
  const submission = (await chain.submissions(request.id))[submissionIndex];
  const accused = submission?.scores.find((score) => score.seat === seat);
  if (!submission || !accused || evidence.submission.packageCid !== submission.plainCid)
    throw new AppError(
      'challenge/no-score',
      `Seat ${seat} has no score for submission ${submissionIndex} to challenge.`
    );
  const difference = Math.abs(toPpm(evidence.result.score) - accused.scorePpm);
  if (difference <= request.terms.outlierFloorPpm) throw noDifference(difference, request.terms.outlierFloorPpm);

  await requireSameView({ request, submissionIndex, seat }, evidence, { chain, content, mechanisms }, options);

  const evidenceCid = await content.addFolder(reportsFolder([evidence]), options);
  await content.publish(evidenceCid, options);
  const outcome = await chain.challenge(
    account,
    { requestId: request.id, submissionIndex, seat, evidenceCid, bondRao: request.terms.challengeBondRao },
    options
  );
  if (outcome.status === 'rejected') return { status: 'rejected' };
  const own = evmAddressOf(account.publicKey);
  const opened = (await chain.challenges(request.id)).findLast(
    (challenge) => challenge.challenger.toLowerCase() === own && challenge.evidenceCid === evidenceCid
  );
  return { status: 'challenged', challengeId: opened!.id, evidenceCid, block: outcome.block.number };
}

function noDifference(differencePpm: number, floorPpm: number): AppError {
  return new AppError(
    'challenge/no-difference',
    `Your score differs by ${differencePpm / 1e6}, which this request tolerates (${floorPpm / 1e6}).`,
    { hints: ['A jury would reject the challenge, and half of your bond would go to the accused.'] }
  );
}
