// A validator's measurement with its signature: for its scores, for a verdict, or as evidence of a challenge.
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { ActorEdges, Scorer, Stopped } from '../../ports/market-edges.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { ensureSealingKey } from '../keys/ensure-sealing-key.ts';
import { sealingSecrets } from '../keys/sealing-secrets.ts';
import { measureSubmission, type MeasurePlace } from './measure-submission.ts';
import { requireMeasurer } from './require-measurer.ts';
import { signReport } from './sign-report.ts';

export type MeasurerEdges = Omit<ActorEdges, 'drafts'> & { scorer: Scorer };

/**
 * Publishes the account's sealing key first, where that has not happened.
 * @throws AppError as `requireMeasurer`, `ensureSealingKey` and `measureSubmission`.
 */
export async function measureSigned(
  place: MeasurePlace,
  edges: MeasurerEdges,
  options: LongCallOptions & TxOptions = {}
): Promise<{ status: 'measured'; report: ScoreReport } | Stopped> {
  const { chain, account, vault, randomBytes } = edges;
  await requireMeasurer(chain, place.request.id, account);
  await ensureSealingKey(chain, account, vault, randomBytes, options);
  const sealingSecretKeys = await sealingSecrets(vault, account.publicKey);
  const measured = await measureSubmission(place, { ...edges, sealingSecretKeys }, options);
  if (measured.status !== 'measured') return measured;
  const report = await signReport(measured.report, { chain, account });
  return report === null ? { status: 'rejected' } : { status: 'measured', report };
}
