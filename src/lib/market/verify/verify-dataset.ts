// Checks everything "verified" means for a settled submission and says what stands behind each check.
import type { MarketRequest, MarketScore, MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { MAX_REPORT_BYTES, parseScoreReport } from '../../core/report/parse-score-report.ts';
import { reportPath } from '../../core/report/report-path.ts';
import { reportStatement } from '../../core/report/report-statement.ts';
import { toPpm } from '../../core/mechanism/score-ppm.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';
import { fetchSubmissionRows } from '../submission/fetch-submission-rows.ts';
import type { ReaderEdges } from './public-score-input.ts';

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
  rowsBytes: Uint8Array | null;
}

export interface VerifyDatasetEdges extends ReaderEdges {
  /** Whether `signature` over `text` is by the key behind the SS58 address. */
  verifySignature: (text: string, signature: string, hotkey: string) => Promise<boolean>;
}

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
  const reports = await Promise.all(
    submission.scores
      .filter(({ isStruck }) => !isStruck)
      .map((score) => checkReport(request, submission, score, edges, options))
  );
  const checks = [content.check, settled, ...reports.map(({ check }) => check)];
  const verified = reports.length > 0 && checks.every(({ pass }) => pass === true);
  return {
    verified,
    checks,
    reports: reports.map(({ score, report }) => ({ score, report })),
    rowsBytes: content.bytes
  };
}

async function checkContent(
  request: MarketRequest,
  submission: MarketSubmission,
  { chain, content, vault }: ReaderEdges,
  options: LongCallOptions
) {
  try {
    const spec = await fetchRequestSpec(content, request, options);
    const bytes = await fetchSubmissionRows(
      { request, submission, account: null },
      { chain, content, vault },
      { ...options, maxBytes: spec.maxBytes }
    );
    return {
      bytes,
      check: {
        name: 'content',
        pass: true,
        evidence: `Every block of ${submission.plainCid} hashes to its id (${bytes.length} bytes of rows).`
      } satisfies Check
    };
  } catch (thrown) {
    if (options.signal?.aborted) throw thrown;
    return {
      bytes: null,
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

async function checkReport(
  request: MarketRequest,
  submission: MarketSubmission,
  score: MarketScore,
  edges: VerifyDatasetEdges,
  options: LongCallOptions
) {
  const outcome = (pass: boolean | null, evidence: string, report: ScoreReport | null = null) => ({
    score,
    report,
    check: { name: 'report', pass, evidence: `seat ${score.seat}: ${evidence}` } satisfies Check
  });
  try {
    const report = parseScoreReport(
      await edges.content.readFile(score.reportsCid, {
        ...options,
        path: reportPath(submission.index),
        maxBytes: MAX_REPORT_BYTES
      })
    );
    const mismatch = reportMismatch(report, request, submission, score, edges.chain);
    if (mismatch) return outcome(false, mismatch, report);
    if (!(await edges.verifySignature(reportStatement(report), report.signature ?? '', report.validator.hotkey)))
      return outcome(false, 'the signature on its report is wrong.', report);
    const { snapshotBlock } = request;
    const permit = await edges.chain.hadPermitAt(report.validator.uid, snapshotBlock!);
    if (permit === false) return outcome(false, `had no permit at block ${snapshotBlock}.`, report);
    const proof =
      permit === null
        ? 'the contract seated it with a permit'
        : `uid ${report.validator.uid} permitted at block ${snapshotBlock}`;
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

function reportMismatch(
  report: ScoreReport,
  request: MarketRequest,
  submission: MarketSubmission,
  score: MarketScore,
  chain: VerifyDatasetEdges['chain']
): string | null {
  if (report.submission.packageCid !== submission.plainCid) return 'its report is about another package.';
  if (report.request.id !== String(request.id) || report.request.cid !== request.specCid)
    return 'its report is about another request.';
  if (report.benchmark.commitment !== request.benchmarkCommitment) return 'its report used another benchmark.';
  if (chain.publicKeyOf(report.validator.hotkey) !== score.hotkey) return 'its report names another validator.';
  if (toPpm(report.verdict.score) !== score.scorePpm) return 'its report gives another score than the chain.';
  return null;
}
