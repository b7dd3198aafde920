// What a validator measured a submission on, opened again with its key: for what is read beside a score. Other submissions are left
// out: a score may depend on them, what is read here does not.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { MeasureTask } from '../../core/mechanism/measure-task.ts';
import { submissionSeeds } from '../../core/mechanism/submission-seeds.ts';
import { AppError } from '../../core/error/app-error.ts';
import { openBenchmarkAsValidator } from '../benchmark/open-benchmark.ts';
import { fetchPractice } from '../request/fetch-practice.ts';
import { fetchWholeRequest } from '../request/fetch-whole-request.ts';
import { openAsValidator } from '../submission/open-as-validator.ts';
import type { MeasureSubmissionEdges } from './measure-submission.ts';
import { requireMeasurer } from './require-measurer.ts';

/** @throws AppError `score/not-drawn`; errors of `requireMeasurer`, `openAsValidator` and `openBenchmarkAsValidator`, store errors. */
export async function measuredTask(
  { request, submission }: { request: MarketRequest; submission: MarketSubmission },
  { chain, content, mechanisms, account, sealingSecretKeys: secretKeys }: Omit<MeasureSubmissionEdges, 'scorer'>,
  options: LongCallOptions = {}
): Promise<MeasureTask> {
  const { id: requestId, seed } = request;
  if (seed === null) throw new AppError('score/not-drawn', `Request ${requestId} has not drawn its validators yet.`);
  const { hotkey } = await requireMeasurer(chain, requestId, account);
  const { spec, mechanism } = await fetchWholeRequest(request, { content, mechanisms }, options);
  const reading = { ...options, maxBytes: spec.maxBytes };
  const files = await openAsValidator({ spec, submission }, { hotkey, secretKeys }, content, reading);
  const hidden = await openBenchmarkAsValidator({ request, spec, hotkey, secretKeys }, content, options);
  const practice = await fetchPractice(spec, mechanism, content, options);
  const place = { requestId, seed, index: submission.index };
  return {
    spec,
    hidden,
    ...practice,
    entry: { index: submission.index, miner: submission.hotkey, files },
    others: null,
    seeds: submissionSeeds(chain.identity(), place, mechanism.seeds)
  };
}
