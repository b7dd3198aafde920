// Checks everything "verified" means for a settled submission and says what stands behind each check.
import type { MarketRequest, MarketScore, MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';
import { fetchWholeRequest } from '../request/fetch-whole-request.ts';
import { fetchSubmissionFiles } from '../submission/fetch-submission-files.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import { checkReport, otherMechanism, otherProtocol, type CheckReportEdges } from './check-report.ts';
import type { ReaderEdges } from './public-task.ts';
import { fetchReport } from './read-report.ts';

export interface Check {
  name: 'content' | 'settled' | 'report';
  /** null: could not be decided, which is not a pass. */
  pass: boolean | null;
  /** One sentence with the evidence: CIDs, blocks, numbers. */
  evidence: string;
}

export interface Verification {
  verified: boolean;
  checks: Check[];
  reports: { score: MarketScore; report: ScoreReport | null }[];
  /** The package's files; null where they cannot be had. */
  files: PackageFile[] | null;
}

export interface VerifyDatasetEdges extends ReaderEdges, Pick<CheckReportEdges, 'verifySignature'> {}

/**
 * Fetches package and reports by CID and checks: the bytes hash to the CID, the contract settled the submission at or
 * above the threshold, and every counted report is signed by a validator that had its permit when it was seated.
 */
export async function verifyDataset(
  { request, submission }: { request: MarketRequest; submission: MarketSubmission },
  edges: VerifyDatasetEdges,
  options: LongCallOptions = {}
): Promise<Verification> {
  const content = await checkContent(request, submission, edges, options);
  const settled = checkSettled(request, submission);
  let fetched: Promise<RequestSpec> | null = null;
  const spec = () => (fetched ??= fetchRequestSpec(edges.content, request, options));
  const reports = await Promise.all(
    submission.scores
      .filter(({ isStruck }) => !isStruck)
      .map((score) => checkScore({ request, submission, score, spec }, edges, options))
  );
  const checks = [content.check, settled, ...reports.map(({ check }) => check)];
  const verified = reports.length > 0 && checks.every(({ pass }) => pass === true);
  return {
    verified,
    checks,
    reports: reports.map(({ score, report }) => ({ score, report })),
    files: content.files
  };
}

async function checkContent(
  request: MarketRequest,
  submission: MarketSubmission,
  { chain, content, mechanisms, vault }: ReaderEdges,
  options: LongCallOptions
) {
  try {
    const { spec, mechanism } = await fetchWholeRequest(request, { content, mechanisms }, options);
    const files = await fetchSubmissionFiles(
      { request, submission, account: null },
      { chain, content, vault },
      { ...options, maxBytes: spec.maxBytes }
    );
    mechanism.readEntry(files, submission.plainCid!);
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    return {
      files,
      check: {
        name: 'content',
        pass: true,
        evidence: `Every block of ${submission.plainCid} hashes to its id (${bytes} bytes in ${files.length} files).`
      } satisfies Check
    };
  } catch (thrown) {
    if (options.signal?.aborted) throw thrown;
    return {
      files: null,
      check: { name: 'content', pass: false, evidence: AppError.from(thrown).short } satisfies Check
    };
  }
}

function checkSettled(request: MarketRequest, submission: MarketSubmission): Check {
  if (request.stage !== 'settled' || submission.medianPpm === null) {
    const state = request.stage === 'refunded' ? 'refunded: nothing passed' : 'not settled yet';
    const evidence =
      request.stage === 'settled' ? 'No quorum scored this submission.' : `Request ${request.id} is ${state}.`;
    return { name: 'settled', pass: false, evidence };
  }
  const { medianPpm, spreadPpm, status } = submission;
  const pass = status === 'passed' || status === 'opened' || status === 'forfeited';
  const numbers = `median ${medianPpm / 1e6}, threshold ${request.terms.thresholdPpm / 1e6}, spread ${spreadPpm! / 1e6}`;
  return {
    name: 'settled',
    pass,
    evidence: `Settled by the market contract as ${pass ? 'passed' : 'failed'}: ${numbers}.`
  };
}

interface CountedScore {
  request: MarketRequest;
  submission: MarketSubmission;
  score: MarketScore;
  /** The request's document, fetched for the first report that can be read. */
  spec: () => Promise<RequestSpec>;
}

async function checkScore(
  { request, submission, score, spec }: CountedScore,
  edges: VerifyDatasetEdges,
  options: LongCallOptions
) {
  const outcome = (pass: boolean | null, evidence: string, report: ScoreReport | null = null) => ({
    score,
    report,
    check: { name: 'report', pass, evidence: `seat ${score.seat}: ${evidence}` } satisfies Check
  });
  try {
    const { reportsCid } = score;
    const report = await fetchReport(edges, { reportsCid, submissionIndex: submission.index }, options);
    if (edges.chain.publicKeyOf(report.validator.hotkey) !== score.hotkey)
      return outcome(false, 'its report names another validator.', report);
    const asked = await spec();
    const fault =
      otherMechanism(report, asked) ?? (asked.protocol === undefined ? null : otherProtocol(report, asked.protocol));
    if (fault) return outcome(false, fault, report);
    const mechanism = await edges.mechanisms.load(report.result.mechanism);
    const checks = await checkReport(report, { request, submission }, mechanism, edges);
    const failed = checks.find(({ pass }) => pass === false);
    if (failed) return outcome(false, `its report does not hold (${failed.name}): ${failed.evidence}`, report);
    const { snapshotBlock } = request;
    const permit = await edges.chain.hadPermitAt(report.validator.hotkey, snapshotBlock!);
    if (permit === false) return outcome(false, `had no permit at block ${snapshotBlock}.`, report);
    const proof = permit === null ? 'the contract seated it with a permit' : `permitted at block ${snapshotBlock}`;
    return outcome(
      true,
      `report in ${score.reportsCid}, signature right, ${proof}, score ${score.scorePpm / 1e6}.`,
      report
    );
  } catch (thrown) {
    if (options.signal?.aborted) throw thrown;
    return outcome(false, AppError.from(thrown).short);
  }
}
