// What a validator asks of a payment before it counts in its weights, and how far its own preferences may go. docs/weights.md
// computes what farming costs under the defaults.
import { RAO_PER_TAO } from '../encoding/tao.ts';

export interface WeighingRules {
  /** Requests with a smaller bounty do not count. */
  leastBountyRao: bigint;
  /** What was paid counts half as much after each of these. */
  halfLifeBlocks: number;
  /** A miner counts once at least so many requesters have paid it. */
  leastRequesters: number;
  /** Largest share of one coldkey, in (0, 1]; 1: no cap. */
  cap: number;
}

export const DEFAULT_WEIGHING: WeighingRules = {
  leastBountyRao: RAO_PER_TAO / 10n,
  // A week of 12-second blocks.
  halfLifeBlocks: 50_400,
  leastRequesters: 1,
  cap: 0.25
};

/** About a year of 12-second blocks. */
export const MOST_HALF_LIFE_BLOCKS = 2_628_000;

/** After so many half-lives a payment is forgotten: less than a thousandth of it would count. */
export const COUNTED_HALF_LIVES = 10;

/**
 * Scores, mix and cap move weight from where it was paid for to where it was not. They give nobody more than this many times its
 * share of what was paid: else a dust payment in an empty place, or a crowd just above a threshold, would be worth a fortune.
 */
export const MOST_GROWTH = 2;
