// Where a commit stands, from what the chain shows of it: is_reveal_block_range and is_commit_expired of subtensor
// `subnets/weights.rs`, and the automatic reveal of `coinbase/reveal_commits.rs`.
import { nextEpochBlock, type EpochSchedule } from './epoch-schedule.ts';
import type { WeightCommit } from './weight-commit.ts';

/** What is read of the chain for one commit, at one block. */
export interface CommitEvidence {
  block: number;
  schedule: EpochSchedule;
  revealPeriodEpochs: number;
  /** The epoch the chain keeps the commit under; null: the chain does not have it (any more). */
  storedEpoch: number | null;
  /** Block of the reveal's event; null: there is none; 'unknown': too long ago for this node. */
  revealedBlock: number | null | 'unknown';
  /** The validator's weights on chain are those of the commit. */
  rowMatches: boolean;
}

export type CommitState =
  /** Its transaction is in no block. */
  | { status: 'unsent' }
  | { status: 'waiting'; opensAtBlock: number; blocks: number }
  /** By hash: to be revealed now. Timelocked: the chain waits for the beacon's pulse. */
  | { status: 'open'; closesAtBlock: number; blocks: number }
  | { status: 'expired' }
  | { status: 'took-effect'; block: number | null }
  /** It took effect, and other weights came after it. */
  | { status: 'replaced'; block: number }
  /** The chain opened it and threw it away, which it does without saying why. */
  | { status: 'dropped' }
  | { status: 'unknown' };

export function commitState(commit: Pick<WeightCommit, 'kind' | 'block'>, seen: CommitEvidence): CommitState {
  if (seen.storedEpoch !== null) return pendingState(seen, seen.storedEpoch);
  const { revealedBlock } = seen;
  if (commit.block === null && revealedBlock === null) return { status: 'unsent' };
  if (seen.rowMatches) return { status: 'took-effect', block: revealedBlock === 'unknown' ? null : revealedBlock };
  if (revealedBlock === 'unknown') return { status: 'unknown' };
  if (revealedBlock !== null) return { status: 'replaced', block: revealedBlock };
  return commit.kind === 'timelocked' ? { status: 'dropped' } : { status: 'expired' };
}

function pendingState({ block, schedule, revealPeriodEpochs }: CommitEvidence, storedEpoch: number): CommitState {
  const revealEpoch = storedEpoch + revealPeriodEpochs;
  if (schedule.epochIndex > revealEpoch) return { status: 'expired' };
  const next = nextEpochBlock(schedule, block);
  if (schedule.epochIndex === revealEpoch) return { status: 'open', closesAtBlock: next - 1, blocks: next - 1 - block };
  const opensAtBlock = next + (revealEpoch - schedule.epochIndex - 1) * schedule.tempoBlocks;
  return { status: 'waiting', opensAtBlock, blocks: opensAtBlock - block };
}
