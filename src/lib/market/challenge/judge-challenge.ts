// A juror's part in a challenge: measures the submission anew, as the challenged report was measured, and commits the number.
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Backend } from '../../core/model/backend.ts';
import type { ActorEdges, Scorer, Stopped } from '../../ports/market-edges.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { measureSigned } from '../scoring/measure-signed.ts';
import { accusedReport } from './challenged-view.ts';
import { commitVerdict, type CommittedVerdict } from './commit-verdict.ts';
import { judgedView } from './judged-view.ts';
import { requireUndecidedJuror } from './require-juror.ts';

/** @throws AppError as `requireUndecidedJuror`, `measureSigned` and `commitVerdict`. */
export async function judgeChallenge(
  { request, challenge, backend }: { request: MarketRequest; challenge: Challenge; backend: Backend | 'auto' },
  edges: ActorEdges & { scorer: Scorer },
  options: LongCallOptions & TxOptions = {}
): Promise<CommittedVerdict | Stopped> {
  await requireUndecidedJuror(request, challenge, edges);
  const submission = (await edges.chain.submissions(request.id))[challenge.submissionIndex]!;
  const view = await judgedView(accusedReport(request, challenge), edges, options);
  const measured = await measureSigned({ request, submission, backend, ...view }, edges, options);
  if (measured.status !== 'measured') return measured;
  return commitVerdict({ request, challenge, report: measured.report }, edges, options);
}
