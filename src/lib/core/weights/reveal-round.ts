// The drand round that opens a timelocked commit: three blocks into the epoch that reveals it, so that nobody reads it
// before and the chain has the pulse soon after.
import type { DrandNetwork } from '../timelock/drand-network.ts';

const SAFETY_BLOCKS = 3;

export interface RevealTiming {
  /** Time of the best block, unix seconds. */
  nowSeconds: number;
  block: number;
  firstRevealBlock: number;
  blockSeconds: number;
}

export function revealRound(timing: RevealTiming, beacon: Pick<DrandNetwork, 'genesisSeconds' | 'periodSeconds'>) {
  const { nowSeconds, block, firstRevealBlock, blockSeconds } = timing;
  const revealSeconds = nowSeconds + (firstRevealBlock + SAFETY_BLOCKS - block) * blockSeconds;
  return Math.max(1, Math.floor((revealSeconds - beacon.genesisSeconds) / beacon.periodSeconds));
}

/** Unix seconds at which a round's signature is published. */
export const roundSeconds = (round: number, beacon: Pick<DrandNetwork, 'genesisSeconds' | 'periodSeconds'>): number =>
  beacon.genesisSeconds + (round - 1) * beacon.periodSeconds;
