// A juror's part in a challenge: measures the submission anew, as the challenged report was measured, and commits the number.
import type { Challenge, MarketRequest } from '#lib/core/market/market-state.ts';
import { accusedReport, challengedView } from '#lib/market/challenge/challenged-view.ts';
import { commitVerdict, type CommittedVerdict } from '#lib/market/challenge/commit-verdict.ts';
import type { Stopped } from '#lib/ports/market-edges.ts';
import { requireUndecidedJuror } from '#lib/market/challenge/require-juror.ts';
import { isStopped, type Sender } from '../session/market-session.ts';
import { measureSigned, type Machine } from '../session/measure.ts';

/** @throws AppError as `requireUndecidedJuror`, `measureSubmission` and `commitVerdict`. */
export async function judgeChallenge(
  { request, challenge }: { request: MarketRequest; challenge: Challenge },
  machine: Machine,
  sender: Sender
): Promise<CommittedVerdict | Stopped> {
  await requireUndecidedJuror(request, challenge, sender);
  const submission = (await sender.chain.submissions(request.id))[challenge.submissionIndex]!;
  const withoutEarlier = await challengedView(accusedReport(request, challenge), sender, sender.options);
  const measured = await measureSigned({ request, submission, withoutEarlier }, machine, sender);
  if (isStopped(measured)) return measured;
  return commitVerdict({ request, challenge, report: measured.report }, sender, sender.options);
}
