// How long a mortal transaction lives: a power of two of blocks, at least four (sp_runtime::generic::Era).
import { AppError } from '../../core/error/app-error.ts';

const MIN_PERIOD_BLOCKS = 4;
/** What the client takes where nothing is asked: short enough to be looked for, long enough to arrive. */
export const DEFAULT_PERIOD_BLOCKS = 64;

/**
 * The longest period whose last block is not after `notAfterBlock`, for a transaction signed at `bestBlock`.
 * @throws AppError `chain/too-few-blocks-left`
 */
export function eraPeriod(bestBlock: number, notAfterBlock: number): number {
  const blocksLeft = notAfterBlock - bestBlock;
  // An era begins at or before the best block, which counts as its first.
  const fitting = 2 ** Math.floor(Math.log2(blocksLeft + 1));
  if (fitting >= MIN_PERIOD_BLOCKS) return Math.min(fitting, DEFAULT_PERIOD_BLOCKS);
  throw new AppError(
    'chain/too-few-blocks-left',
    `The time for this ends with block ${notAfterBlock}, too soon to be sure that it arrives, so it was not sent.`,
    { details: { bestBlock, notAfterBlock } }
  );
}
