// Anyone's rerun of a score from public inputs, once benchmark and package are public.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import type { EntryPlace } from '../../core/mechanism/opened-entries.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Result } from '../../core/mechanism/result.ts';
import type { Backend } from '../../core/model/backend.ts';
import type { Scorer, Stopped } from '../../ports/market-edges.ts';
import { publicTask, type ReaderEdges } from './public-task.ts';

export interface RecomputedScore {
  status: 'recomputed';
  result: Result;
  mechanism: AnyMechanism;
  /** Other submissions that are not public: what is copied from them counts here, and may not in a validator's report. */
  unreadIndexes: number[];
}

/** @throws AppError as `publicTask` and the scorer. */
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
    withoutOpened?: readonly EntryPlace[];
  },
  { scorer, ...edges }: ReaderEdges & { scorer: Scorer },
  options: LongCallOptions = {}
): Promise<RecomputedScore | Stopped> {
  const { task, mechanism, unreadIndexes } = await publicTask(place, edges, options);
  const result = await scorer.measure(task, { ...options, backend });
  return 'cancelled' in result ? { status: 'cancelled' } : { status: 'recomputed', result, mechanism, unreadIndexes };
}
