// From which blocks on what is opened is no longer held against a submission: both stand on chain and cannot move.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { MarketChain } from '../../ports/market-chain.ts';
import type { OpenedBefore } from './opened-submissions.ts';

/**
 * What was committed before the submission, and opened before the validators were seated: what happens after a seed can be known
 * changes no comparison. The request has its validators.
 */
export const openedBefore = (
  { id, snapshotBlock }: Pick<MarketRequest, 'id' | 'snapshotBlock'>,
  { committedBlock }: Pick<MarketSubmission, 'committedBlock'>
): OpenedBefore => ({ requestId: id, openedBefore: snapshotBlock!, committedBefore: committedBlock });

/** For a program that is not submitted yet: all that is open now. Throws chain errors. */
export async function openedByNow(chain: Pick<MarketChain, 'bestBlock'>, requestId: number): Promise<OpenedBefore> {
  const { number } = await chain.bestBlock();
  return { requestId, openedBefore: number + 1, committedBefore: number + 1 };
}
