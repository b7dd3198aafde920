// How much of two labelers' work is the same work, as a test finds it.
import { binomialTail } from './binomial-tail.ts';
import { HUMAN_CONSTANTS } from './human-protocol.ts';

export interface CopiedShare {
  /** In [0, 1]; 0 where independent work can explain what they have in common. */
  share: number;
  /** Standard error. */
  error: number;
}

export const NOTHING_COPIED: CopiedShare = Object.freeze({ share: 0, error: 0 });

/** Square of the standard deviations below which no binomial tail is as small as `falseAlarm`: it need not be added up. */
const LEAST_Z_SQUARE = 2;

/**
 * Of so many occasions the same was found on some. Nothing is copied where a binomial with the expected share gives as many with a
 * probability of `falseAlarm` over the number of pairs that are looked at.
 * @param expected in (0, 1)
 */
export function copiedShare(occasions: number, same: number, expected: number, pairs: number): CopiedShare {
  const beyond = same - expected * occasions;
  const variance = occasions * expected * (1 - expected);
  if (beyond <= 0 || beyond * beyond < LEAST_Z_SQUARE * variance) return NOTHING_COPIED;
  if (binomialTail(occasions, same, expected) * pairs >= HUMAN_CONSTANTS.falseAlarm) return NOTHING_COPIED;
  return {
    // All of it is one, whatever the division leaves.
    share: Math.min(1, beyond / (occasions * (1 - expected))),
    error: Math.sqrt(variance) / (occasions * (1 - expected))
  };
}
