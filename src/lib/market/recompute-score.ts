// Anyone's rerun of a score from public inputs, once the benchmark's key is revealed.
import type { MarketRequest, MarketSubmission } from '../chain/market-chain.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Backend, Verdict } from '../core/report/score-report.ts';
import type { MarketEdges, Scorer, Stopped } from './market-edges.ts';
import { publicScoreInput } from './public-score-input.ts';

/** @throws AppError as `publicScoreInput` and the scorer. */
export async function recomputeScore(
  { request, submission, backend }: { request: MarketRequest; submission: MarketSubmission; backend: Backend | 'auto' },
  { chain, content, scorer }: MarketEdges & { scorer: Scorer },
  options: LongCallOptions = {}
): Promise<{ status: 'recomputed'; verdict: Verdict } | Stopped> {
  const input = await publicScoreInput({ request, submission }, { chain, content }, options);
  const verdict = await scorer.score(input, { ...options, backend });
  return 'cancelled' in verdict ? { status: 'cancelled' } : { status: 'recomputed', verdict };
}
