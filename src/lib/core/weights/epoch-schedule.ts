// When a subnet's epochs come and in which one a commit is revealed: subtensor `coinbase/run_coinbase.rs`
// should_run_epoch and `subnets/weights.rs` is_reveal_block_range (the counter `SubnetEpochIndex`).
import { AppError } from '../error/app-error.ts';

export interface EpochSchedule {
  /** Blocks between epochs; 0: the subnet has none. */
  tempoBlocks: number;
  lastEpochBlock: number;
  /** An epoch the owner asked for at this block; 0: none. */
  pendingEpochBlock: number;
  /** Epochs run so far. */
  epochIndex: number;
  blocksSinceStep: number;
}

/** An epoch runs after this many blocks whatever the tempo says. */
const MAX_TEMPO_BLOCKS = 50_400;

/** The next block after `block` that runs an epoch. @throws AppError `weights/no-epochs`. */
export function nextEpochBlock(schedule: EpochSchedule, block: number): number {
  if (schedule.tempoBlocks === 0) throw noEpochs();
  const regular = schedule.lastEpochBlock + schedule.tempoBlocks;
  const asked = schedule.pendingEpochBlock > 0 ? Math.min(regular, schedule.pendingEpochBlock) : regular;
  const overdue = block + Math.max(1, MAX_TEMPO_BLOCKS + 1 - schedule.blocksSinceStep);
  return Math.max(block + 1, Math.min(asked, overdue));
}

export interface CommitPlan {
  /** Epoch index the commit gets when it lands in the next block. */
  commitEpoch: number;
  /** First block of the epoch in which it is revealed. */
  firstRevealBlock: number;
}

/**
 * @param block the best block; the commit lands in the next one, after that block's epoch where it runs one.
 * @param revealPeriodEpochs how many epochs after its own a commit is revealed.
 * @throws AppError `weights/no-epochs`.
 */
export function planCommit(schedule: EpochSchedule, block: number, revealPeriodEpochs: number): CommitPlan {
  let epochIndex = schedule.epochIndex;
  let next = nextEpochBlock(schedule, block);
  if (next === block + 1 && isDue(schedule, next)) {
    epochIndex++;
    next += schedule.tempoBlocks;
  }
  return { commitEpoch: epochIndex, firstRevealBlock: next + (revealPeriodEpochs - 1) * schedule.tempoBlocks };
}

function isDue({ tempoBlocks, lastEpochBlock, pendingEpochBlock, blocksSinceStep }: EpochSchedule, block: number) {
  if (pendingEpochBlock > 0 && block >= pendingEpochBlock) return true;
  return blocksSinceStep > MAX_TEMPO_BLOCKS || block - lastEpochBlock >= tempoBlocks;
}

const noEpochs = (): AppError =>
  new AppError('weights/no-epochs', 'This subnet runs no epochs (its tempo is 0), so weights can have no effect.');
