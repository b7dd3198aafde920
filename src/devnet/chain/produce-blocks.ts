// When blocks are made: at once when a transaction is ready, and on a timer so that time passes for everyone.
import type { Chain } from './chain.ts';

/** After a block that could not be made (a full disk), the next attempt waits. */
const RETRY_MS = 1000;

export interface BlockProduction {
  stop(): void;
}

/**
 * @param blockTimeMs time between blocks without transactions; 0 makes blocks only for transactions.
 * @param onError hears why a block could not be made; production goes on.
 */
export function produceBlocks(chain: Chain, blockTimeMs: number, onError: (error: unknown) => void): BlockProduction {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWaiting = false;
  let isStopped = false;

  const schedule = () => {
    clearTimeout(timer);
    if (blockTimeMs > 0 && !isStopped) timer = setTimeout(make, blockTimeMs);
  };
  const make = async () => {
    try {
      await chain.newBlock();
    } catch (error) {
      onError(error);
      if (!isStopped) timer = setTimeout(make, Math.max(blockTimeMs, RETRY_MS));
      return;
    }
    schedule();
    if (chain.pool.hasReady()) whenReady();
  };
  const whenReady = () => {
    if (isWaiting || isStopped) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      if (!isStopped && chain.pool.hasReady()) void make();
    }, 0);
  };
  const stopListening = chain.onReady(whenReady);
  schedule();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      stopListening();
    }
  };
}
