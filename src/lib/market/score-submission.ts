// A validator's work on one submission: fetch, train, measure, sign the report, publish it, put the score on chain.
import type { MarketRequest, MarketSubmission } from '../chain/market-chain.ts';
import type { SigningAccount } from '../chain/signing-account.ts';
import type { TxOptions } from '../chain/tx-state.ts';
import { AppError } from '../core/error/app-error.ts';
import { deriveSeeds } from '../core/lift/derive-seeds.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { reportStatement } from '../core/report/report-statement.ts';
import type { Backend, ScoreReport } from '../core/report/score-report.ts';
import { submissionId } from '../core/report/submission-id.ts';
import { canonicalJson } from '../core/request/canonical-json.ts';
import { requireValidator } from './account-neuron.ts';
import { fetchEarlierRows } from './fetch-earlier-rows.ts';
import { fetchPackageRows } from './fetch-package-rows.ts';
import { fetchRequestSpec } from './fetch-request-spec.ts';
import type { MarketEdges, Scorer, Stopped } from './market-edges.ts';
import { openBenchmarkAsValidator } from './open-benchmark.ts';

export interface ScoreSubmissionEdges extends MarketEdges {
  scorer: Scorer;
  account: SigningAccount;
  /** The X25519 secret whose public half the validator published. */
  sealingSecretKey: Uint8Array;
}

/** The unsigned report of a submission; nothing has left the machine yet. */
export interface Measured {
  status: 'measured';
  report: ScoreReport;
}

/**
 * Fetches and measures a submission.
 * @throws AppError `score/too-early` before the deadline, `account/no-permit`, store, dataset and score errors.
 */
export async function measureSubmission(
  { request, submission, backend }: { request: MarketRequest; submission: MarketSubmission; backend: Backend | 'auto' },
  { chain, content, scorer, account, sealingSecretKey }: ScoreSubmissionEdges,
  options: LongCallOptions = {}
): Promise<Measured | Stopped> {
  const neuron = requireValidator(await chain.metagraph(), account);
  const best = await chain.bestBlock();
  if (best.number <= request.deadlineBlock) throw tooEarly(request, best.number);
  const seedBlock = { number: request.deadlineBlock, hash: await chain.blockHash(request.deadlineBlock) };
  const spec = await fetchRequestSpec(content, request, options);
  const benchmark = await openBenchmarkAsValidator(
    { request, spec, hotkey: neuron.hotkey, secretKey: sealingSecretKey },
    content,
    options
  );
  const limits = { ...options, maxBytes: spec.maxBytes };
  const data = await fetchPackageRows(content, submission.packageCid, limits);
  const earlier = await fetchEarlierRows(submission, { chain, content }, limits);

  const { genesisHash, netuid, specVersion, marketAddress } = chain.identity();
  const seeds = deriveSeeds({
    blockHash: seedBlock.hash,
    submissionId: submissionId({ genesisHash, marketAddress, requestId: request.id, index: submission.index })
  });
  const verdict = await scorer.score({ spec, data, benchmark, earlier, seeds }, { ...options, backend, reuse: true });
  if ('cancelled' in verdict) return { status: 'cancelled' };
  return {
    status: 'measured',
    report: {
      format: 'assay/report/1',
      request: { id: String(request.id), cid: request.specCid },
      submission: { index: submission.index, packageCid: submission.packageCid, miner: submission.hotkey },
      benchmark: { commitment: request.benchmarkCommitment },
      seedBlock,
      verdict,
      validator: { hotkey: neuron.hotkey, uid: neuron.uid },
      chain: { genesisHash, netuid, specVersion }
    }
  };
}

export interface SentScore {
  status: 'scored';
  reportCid: string;
  scorePpm: number;
  block: number;
}

/** Signs the report, publishes it and puts the score on chain. */
export async function sendScore(
  report: ScoreReport,
  { chain, content, account }: MarketEdges & { account: SigningAccount },
  options: LongCallOptions & TxOptions = {}
): Promise<SentScore | Stopped> {
  const signature = await chain.signStatement(account, reportStatement(report));
  if (signature === null) return { status: 'rejected' };
  const reportCid = await content.addFile(canonicalJson({ ...report, signature }), options);
  await content.publish(reportCid, options);
  const scorePpm = toPpm(report.verdict.score);
  const place = {
    requestId: Number(report.request.id),
    submissionIndex: report.submission.index,
    uid: report.validator.uid
  };
  const outcome = await chain.score(account, { ...place, scorePpm, reportCid }, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'scored', reportCid, scorePpm, block: outcome.block.number };
}

/** A score in [0, 1] as the contract takes it, rounded down. */
export function toPpm(score: number): number {
  return Math.floor(score * 1_000_000);
}

function tooEarly(request: MarketRequest, block: number): AppError {
  return new AppError(
    'score/too-early',
    `Scoring opens after block ${request.deadlineBlock}; the chain is at block ${block}.`,
    {
      hints: [
        'The seeds come from the hash of the deadline block, so that nobody can know them while submissions are open.'
      ]
    }
  );
}
