// Everything a score was computed from, fetched again by what the chain names: possible for anyone once the benchmark's key is
// revealed and the package opened, and for whoever holds a private package's key.
import { LIFT_PROTOCOL } from '../../core/lift/protocol.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { deriveSeeds } from '../../core/mechanism/derive-seeds.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { submissionId } from '../../core/mechanism/submission-id.ts';
import type { ScoreInput } from '../../core/mechanism/measure-task.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { fetchEarlierRows } from '../submission/fetch-earlier-rows.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';
import { fetchSubmissionRows } from '../submission/fetch-submission-rows.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { openBenchmarkAsPublic } from '../scoring/open-benchmark.ts';

export interface ReaderEdges extends MarketEdges {
  /** What may open more than the public can read. */
  vault: KeyVault;
}

export interface PublicScoreInput {
  input: ScoreInput;
  /** Earlier submissions that are not public, beside `withoutEarlier`: rows copied from them cannot be told here. */
  unreadIndexes: number[];
}

/**
 * @throws AppError `score/not-drawn`, `benchmark/not-revealed` while the key is not public, `submission/sealed`, store and
 *   chain errors.
 */
export async function publicScoreInput(
  {
    request,
    submission,
    withoutEarlier = []
  }: { request: MarketRequest; submission: MarketSubmission; withoutEarlier?: readonly number[] },
  { chain, content, vault }: ReaderEdges,
  options: LongCallOptions = {}
): Promise<PublicScoreInput> {
  if (request.seed === null)
    throw new AppError('score/not-drawn', `Request ${request.id} never drew its validators, so nothing was scored.`);
  const spec = await fetchRequestSpec(content, request, options);
  const benchmark = await openBenchmarkAsPublic({ request, spec }, { chain, content }, options);
  if (benchmark === null) {
    throw new AppError('benchmark/not-revealed', "The benchmark's key has not been revealed yet.", {
      hints: ['The requester, or a validator that scored, can reveal it on the request page after settlement.']
    });
  }
  const readRows = (from: MarketSubmission) =>
    fetchSubmissionRows(
      { request, submission: from, account: null },
      { chain, content, vault },
      { ...options, maxBytes: spec.maxBytes }
    );
  const data = await readRows(submission);
  const submissions = await chain.submissions(request.id);
  const earlier = await fetchEarlierRows({ submission, submissions, canTryAgain: false, withoutEarlier }, readRows);
  const { genesisHash, marketAddress } = chain.identity();
  const id = submissionId({ genesisHash, marketAddress, requestId: request.id, index: submission.index });
  const seeds = deriveSeeds({ blockHash: request.seed, submissionId: id, count: LIFT_PROTOCOL.seeds });
  return {
    input: { spec, data, benchmark, earlier: earlier.rows, seeds },
    unreadIndexes: earlier.unreadIndexes.filter((index) => !withoutEarlier.includes(index))
  };
}
