// Anyone's check of a validator's report: everything it names is fetched again by its id and held against the chain, the score is
// computed again, and both verdicts are laid side by side.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { deriveSeeds } from '../../core/mechanism/derive-seeds.ts';
import { LIFT_PROTOCOL } from '../../core/lift/protocol.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { compareVerdicts, type VerdictComparison, type VerdictOutcome } from '../../core/report/compare-verdicts.ts';
import { MAX_REPORT_BYTES, parseScoreReport } from '../../core/report/parse-score-report.ts';
import { reportPath } from '../../core/report/report-path.ts';
import { reportStatement } from '../../core/report/report-statement.ts';
import type { ScoreReport, Verdict } from '../../core/report/score-report.ts';
import type { Backend } from '../../core/model/backend.ts';
import { toPpm } from '../../core/mechanism/score-ppm.ts';
import { submissionId } from '../../core/mechanism/submission-id.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { Scorer, Stopped } from '../../ports/market-edges.ts';
import { recomputeScore } from './recompute-score.ts';
import { requireNoSealedCopies } from '../submission/sealed-copies.ts';
import type { VerifyDatasetEdges } from './verify-dataset.ts';

/** One statement of the report held against the chain. */
export interface ReportCheck {
  name: 'chain' | 'request' | 'submission' | 'seeds' | 'signature' | 'score on chain' | 'earlier submissions';
  /** null: could not be decided. */
  pass: boolean | null;
  evidence: string;
}

export interface ReportVerification {
  status: 'verified';
  outcome: VerdictOutcome;
  /** One sentence that says why. */
  reason: string;
  checks: ReportCheck[];
  report: ScoreReport;
  /** The verdict computed here; null when a check failed before, and nothing was computed. */
  own: Verdict | null;
  comparison: VerdictComparison | null;
}

/** Fetches the report on a submission from a validator's folder of reports. Throws store errors and AppError `report/malformed`. */
export async function fetchReport(
  content: Pick<ContentStore, 'readFile'>,
  { reportsCid, submissionIndex }: { reportsCid: string; submissionIndex: number },
  options: LongCallOptions = {}
): Promise<ScoreReport> {
  const place = { path: reportPath(submissionIndex), maxBytes: MAX_REPORT_BYTES };
  return parseScoreReport(await content.readFile(reportsCid, { ...options, ...place }));
}

/**
 * Checks a report and recomputes its score. A report that contradicts the chain or its signature is refuted without a rerun.
 * @throws AppError `verify/other-protocol` where this program measures by other constants, `verify/sealed-copies`,
 *   `benchmark/not-revealed`, `submission/sealed`, store, chain and score errors.
 */
export async function verifyReport(
  { report, backend }: { report: ScoreReport; backend: Backend | 'auto' },
  edges: VerifyDatasetEdges & { scorer: Scorer },
  options: LongCallOptions = {}
): Promise<ReportVerification | Stopped> {
  requireSameProtocol(report.verdict);
  const { checks, place } = await checkReport(report, edges);
  const failed = checks.find(({ pass }) => pass === false);
  if (failed || place === null) {
    const reason = failed?.evidence ?? 'The report names no submission of this chain.';
    return { status: 'verified', outcome: 'refuted', reason, checks, report, own: null, comparison: null };
  }
  const rerun = await recomputeScore({ ...place, backend, withoutEarlier: report.earlierUnread ?? [] }, edges, options);
  if (rerun.status !== 'recomputed') return rerun;
  requireNoSealedCopies(report.verdict, rerun.unreadIndexes);
  const comparison = compareVerdicts(report.verdict, rerun.verdict);
  const { outcome, reason } = comparison;
  return { status: 'verified', outcome, reason, checks, report, own: rerun.verdict, comparison };
}

function requireSameProtocol({ protocol }: Verdict): void {
  if (protocol === LIFT_PROTOCOL.version) return;
  throw new AppError(
    'verify/other-protocol',
    `The report was computed by ${protocol}; this program computes ${LIFT_PROTOCOL.version}.`,
    { hints: ['Use the version of Assay that the report names: scores compare only within one.'] }
  );
}

interface Place {
  request: MarketRequest;
  submission: MarketSubmission;
}

async function checkReport(
  report: ScoreReport,
  { chain, verifySignature }: VerifyDatasetEdges
): Promise<{ checks: ReportCheck[]; place: Place | null }> {
  const checks: ReportCheck[] = [];
  const note = (name: ReportCheck['name'], pass: boolean | null, evidence: string) =>
    checks.push({ name, pass, evidence });
  const { genesisHash, marketAddress } = chain.identity();
  const isThisChain = report.chain.genesisHash === genesisHash;
  note(
    'chain',
    isThisChain,
    `Genesis ${report.chain.genesisHash}${isThisChain ? '' : `, but this chain's is ${genesisHash}`}.`
  );
  const isSigned = await verifySignature(reportStatement(report), report.signature ?? '', report.validator.hotkey);
  note('signature', isSigned, `The signature of ${report.validator.hotkey} is ${isSigned ? 'right' : 'wrong'}.`);
  const place = isThisChain ? await findPlace(report, chain) : null;
  if (place === null) {
    if (isThisChain)
      note('request', false, `The chain has no submission ${report.submission.index} to request ${report.request.id}.`);
    return { checks, place };
  }
  const { request, submission } = place;
  const isRequest =
    report.request.cid === request.specCid && report.benchmark.commitment === request.benchmarkCommitment;
  note('request', isRequest, `Request ${request.id}: ${request.specCid}, benchmark ${request.benchmarkCommitment}.`);
  const isSubmission =
    report.submission.packageCid === submission.plainCid && report.submission.miner === submission.hotkey;
  note('submission', isSubmission, `Submission ${submission.index}: ${submission.plainCid} by ${submission.hotkey}.`);

  const { seed, seedBlock } = request;
  const id = submissionId({ genesisHash, marketAddress, requestId: request.id, index: submission.index });
  const seeds = seed === null ? [] : deriveSeeds({ blockHash: seed, submissionId: id, count: LIFT_PROTOCOL.seeds });
  const areSeeds =
    report.seedBlock.number === seedBlock &&
    report.seedBlock.hash === seed &&
    String(report.verdict.seeds) === String(seeds);
  note(
    'seeds',
    areSeeds,
    `Block ${seedBlock} gave the request the seed ${seed}, and that the seeds ${seeds.join(', ')}.`
  );
  const hotkey = chain.publicKeyOf(report.validator.hotkey);
  const onChain = submission.scores.find((score) => score.hotkey === hotkey);
  if (onChain) {
    const isOnChain = onChain.scorePpm === toPpm(report.verdict.score);
    note(
      'score on chain',
      isOnChain,
      `Seat ${onChain.seat} put ${onChain.scorePpm / 1e6} on chain, block ${onChain.block}.`
    );
  } else note('score on chain', null, `${report.validator.hotkey} has put no score for it on chain.`);
  if (report.earlierUnread) {
    const evidence = `By its own word it was measured without submission ${report.earlierUnread.join(', ')}, as it is here: copies from there count.`;
    note('earlier submissions', null, evidence);
  }
  return { checks, place };
}

async function findPlace(report: ScoreReport, chain: VerifyDatasetEdges['chain']): Promise<Place | null> {
  const id = Number(report.request.id);
  if (!Number.isInteger(id) || id < 0 || id >= (await chain.requestCount())) return null;
  const [request, submissions] = await Promise.all([chain.request(id), chain.submissions(id)]);
  const submission = submissions[report.submission.index];
  return submission ? { request, submission } : null;
}
