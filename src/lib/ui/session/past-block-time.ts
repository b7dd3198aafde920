// Times of past blocks, each asked for once: they do not change any more.
import type { MarketChain } from '../../ports/market-chain.ts';

const known = new WeakMap<object, Map<number, Promise<number | null>>>();

/** Milliseconds since 1970; null where it cannot be had now, which is asked again the next time. */
export function pastBlockTime(chain: Pick<MarketChain, 'blockTimeMs'>, block: number): Promise<number | null> {
  const times = known.get(chain) ?? new Map<number, Promise<number | null>>();
  known.set(chain, times);
  const asked = times.get(block);
  if (asked) return asked;
  const time = chain.blockTimeMs(block).catch(() => null);
  times.set(block, time);
  void time.then((ms) => ms === null && times.delete(block));
  return time;
}
