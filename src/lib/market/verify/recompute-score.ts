// Anyone's rerun of a score from public inputs, once benchmark and package are public.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Verdict } from '../../core/report/score-report.ts';
import type { Backend } from '../../core/model/backend.ts';
import type { Scorer, Stopped } from '../../ports/market-edges.ts';
import { publicScoreInput, type ReaderEdges } from './public-score-input.ts';

export interface RecomputedScore {
  status: 'recomputed';
  verdict: Verdict;
  /** Earlier submissions that are not public: rows copied from them count here, and may not in a validator's report. */
  unreadIndexes: number[];
}

/** @throws AppError as `publicScoreInput` and the scorer. */
export async function recomputeScore(
  {
    backend,
    ...place
  }: {
    request: MarketRequest;
    submission: MarketSubmission;
    backend: Backend | 'auto';
    /** As a report says that it was measured without them. */
    withoutEarlier?: readonly number[];
  },
  { scorer, ...edges }: ReaderEdges & { scorer: Scorer },
  options: LongCallOptions = {}
): Promise<RecomputedScore | Stopped> {
  const { input, unreadIndexes } = await publicScoreInput(place, edges, options);
  const verdict = await scorer.score(input, { ...options, backend });
  return 'cancelled' in verdict ? { status: 'cancelled' } : { status: 'recomputed', verdict, unreadIndexes };
}
