// How much of a program is a copy of earlier ones, from its comparisons with them.
import type { StructureComparison } from './compare-structures.ts';

/** Below this many fingerprints in common, idioms that everybody writes explain them. */
const LEAST_SHARED = 8;
/** An earlier program smaller than this may stand in another as a helper without making it a copy. */
const LEAST_PROGRAM = 32;
/** Shares of fingerprints: what unlike programs reach by chance and habit, and a whole copy with a few lines changed. */
const HABIT = 0.35;
const COPY = 0.9;

/**
 * In [0, 1]: 0 for a program of its own, 1 for a copy. A copy that is padded holds all of the earlier program; one that is cut is
 * held by it: the larger of both shares counts.
 */
export function copiedShare({ status, ofFirst, ofSecond, shared, secondSize }: StructureComparison): number {
  if (status === 'plagiarised') return 1;
  if (shared < LEAST_SHARED) return 0;
  const share = Math.max(ofFirst, secondSize < LEAST_PROGRAM ? 0 : ofSecond);
  return Math.max(0, Math.min(1, (share - HABIT) / (COPY - HABIT)));
}
