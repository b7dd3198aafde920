// Anyone's check of a validator's report: everything it names is fetched again by its id and held against the chain, the score is
// computed again, and both results are laid side by side.
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ComparisonOutcome, ResultComparison } from '../../core/mechanism/compared-values.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import type { Result } from '../../core/mechanism/result.ts';
import type { Backend } from '../../core/model/backend.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { Scorer, Stopped } from '../../ports/market-edges.ts';
import { requestProtocol } from '../../core/request/request-protocol.ts';
import { UNREADABLE_REASONS } from '../../core/report/unreadable.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';
import { readForAnyone } from '../submission/read-for-anyone.ts';
import { requireOpenedRead } from './require-opened-read.ts';
import { requireNoSealedCopies } from '../submission/sealed-copies.ts';
import { checkReport, findReportPlace, otherMechanism, otherProtocol, type ReportCheck } from './check-report.ts';
import { recomputeScore } from './recompute-score.ts';
import type { VerifyDatasetEdges } from './verify-dataset.ts';
import { verifyUnreadable } from './verify-unreadable.ts';

export interface ReportVerification {
  status: 'verified';
  outcome: ComparisonOutcome;
  /** One sentence that says why. */
  reason: string;
  checks: ReportCheck[];
  report: ScoreReport;
  /** The result computed here; null where nothing was computed: a check failed before, or nobody can read the package. */
  own: Result | null;
  comparison: ResultComparison | null;
}

/**
 * Checks a report and recomputes its score. A report that contradicts the chain, its request or its signature is refuted without
 * a rerun.
 * @param input.report as `readReport` gives it
 * @throws AppError `verify/other-protocol` where this program measures by other constants, `verify/sealed-copies`,
 *   `verify/opened-out-of-reach`, `benchmark/not-revealed`, `submission/sealed`, store, chain and score errors.
 */
export async function verifyReport(
  { report, backend }: { report: ScoreReport; backend: Backend | 'auto' },
  edges: VerifyDatasetEdges & { scorer: Scorer },
  options: LongCallOptions = {}
): Promise<ReportVerification | Stopped> {
  const mechanism = await edges.mechanisms.load(report.result.mechanism);
  requireKnownProtocol(report.result, mechanism);
  const place = await findReportPlace(report, edges.chain);
  const checks = await checkReport(report, place, mechanism, edges);
  const refuted = (reason: string): ReportVerification => ({
    status: 'verified',
    outcome: 'refuted',
    reason,
    checks,
    report,
    own: null,
    comparison: null
  });
  const failed = checks.find(({ pass }) => pass === false);
  if (failed || place === null) return refuted(failed?.evidence ?? 'The report names no submission of this chain.');
  const spec = await fetchRequestSpec(edges.content, place.request, options);
  const fault = otherMechanism(report, spec) ?? otherProtocol(report, requestProtocol(spec, mechanism));
  if (fault) return refuted(fault);
  const readable = { ...place, spec, mechanism };
  const { unreadable } = report;
  if (unreadable) {
    const checked = await verifyUnreadable({ report: { ...report, unreadable }, backend }, readable, edges, options);
    if (checked.status !== 'checked') return checked;
    return { ...refuted(checked.reason), outcome: checked.holds ? 'equal' : 'refuted' };
  }
  const found = await readForAnyone(readable, edges, { ...options, maxBytes: spec.maxBytes });
  if (found.unreadable !== null)
    return refuted(`It scores what nobody can read. ${UNREADABLE_REASONS[found.unreadable.kind]}`);
  let rerun;
  try {
    const withoutOpened = mechanism.opened?.viewOf(report.result.evidence).unread ?? [];
    const without = { withoutEarlier: report.earlierUnread ?? [], withoutOpened };
    rerun = await recomputeScore({ ...place, backend, ...without }, edges, options);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !mechanism.isEntryFault(thrown)) throw thrown;
    return refuted(`It scores what is no entry. ${thrown.short}`);
  }
  if (rerun.status !== 'recomputed') return rerun;
  requireNoSealedCopies(report.result, rerun.unreadIndexes, mechanism.reads);
  const comparison = mechanism.compare(report.result, rerun.result);
  const { outcome, reason } = comparison;
  if (outcome !== 'refuted') requireOpenedRead(report.result, rerun.result, mechanism);
  return { status: 'verified', outcome, reason, checks, report, own: rerun.result, comparison };
}

function requireKnownProtocol(result: Result, { protocol, earlierProtocols = [] }: AnyMechanism): void {
  const known = [...earlierProtocols, protocol];
  if (known.includes(result.protocol)) return;
  throw new AppError(
    'verify/other-protocol',
    `The report was computed by ${result.protocol}; this program computes ${known.join(', ')}.`,
    { hints: ['Use the version of Assay that the report names: scores compare only within one.'] }
  );
}
