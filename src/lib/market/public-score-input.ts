// Everything a score was computed from, fetched again by what the chain names: possible for anyone once the benchmark's key is
// revealed.
import type { MarketRequest, MarketSubmission } from '../chain/market-chain.ts';
import { AppError } from '../core/error/app-error.ts';
import { deriveSeeds } from '../core/lift/derive-seeds.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { submissionId } from '../core/report/submission-id.ts';
import type { ScoreInput } from '../score/score-dataset.ts';
import { fetchEarlierRows } from './fetch-earlier-rows.ts';
import { fetchPackageRows } from './fetch-package-rows.ts';
import { fetchRequestSpec } from './fetch-request-spec.ts';
import type { MarketEdges } from './market-edges.ts';
import { openBenchmarkAsPublic } from './open-benchmark.ts';

/** @throws AppError `benchmark/not-revealed` while the key is not public; store and chain errors. */
export async function publicScoreInput(
  { request, submission }: { request: MarketRequest; submission: MarketSubmission },
  { chain, content }: MarketEdges,
  options: LongCallOptions = {}
): Promise<ScoreInput> {
  const spec = await fetchRequestSpec(content, request, options);
  const benchmark = await openBenchmarkAsPublic({ request, spec }, { chain, content }, options);
  if (benchmark === null) {
    throw new AppError('benchmark/not-revealed', "The benchmark's key has not been revealed yet.", {
      hints: ['The requester, or a validator that scored, can reveal it on the request page after settlement.']
    });
  }
  const limits = { ...options, maxBytes: spec.maxBytes };
  const data = await fetchPackageRows(content, submission.packageCid, limits);
  const earlier = await fetchEarlierRows(submission, { chain, content }, limits);
  const { genesisHash, marketAddress } = chain.identity();
  const blockHash = await chain.blockHash(request.deadlineBlock);
  const seeds = deriveSeeds({
    blockHash,
    submissionId: submissionId({ genesisHash, marketAddress, requestId: request.id, index: submission.index })
  });
  return { spec, data, benchmark, earlier, seeds };
}
