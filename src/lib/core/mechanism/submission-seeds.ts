// The seeds of one submission's measurement: the same for every validator, known to nobody before the draw.
import { deriveSeeds } from './derive-seeds.ts';
import { submissionId } from './submission-id.ts';

/**
 * @param market which contract on which chain
 * @param place.seed of the request, set by the draw
 * @param count how many the mechanism takes
 */
export function submissionSeeds(
  market: { genesisHash: string; marketAddress: string },
  { requestId, seed, index }: { requestId: number; seed: string; index: number },
  count: number
): number[] {
  const { genesisHash, marketAddress } = market;
  return deriveSeeds({
    blockHash: seed,
    submissionId: submissionId({ genesisHash, marketAddress, requestId, index }),
    count
  });
}
