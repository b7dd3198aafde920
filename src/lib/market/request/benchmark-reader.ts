// Registered benchmarks with what their offers say. A registration never changes: what was read whole is kept.
import type { BenchmarkOffer } from '../../core/benchmark/benchmark-offer.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import { mapAtOnce } from '../../core/map-at-once.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchBenchmarkOffer } from './read-benchmark-offer.ts';

export interface ReadBenchmark {
  commitment: Hex;
  /** EVM address. */
  owner: Hex;
  feeRao: bigint;
  /** Null with `offerError` where it cannot be had now, or is none. */
  offer: BenchmarkOffer | null;
  offerError: AppError | null;
}

/** Those of the commitments that somebody has registered. Throws chain errors. */
export type BenchmarkReader = (commitments: readonly Hex[], signal?: AbortSignal) => Promise<ReadBenchmark[]>;

const READS_AT_ONCE = 8;
/** An offer that nobody gives holds up the list no longer than this. */
const OFFER_MS = 4_000;

export function createBenchmarkReader({ chain, content }: Pick<MarketEdges, 'chain' | 'content'>): BenchmarkReader {
  const known = new Map<Hex, ReadBenchmark>();

  async function read(commitment: Hex, signal: AbortSignal | undefined): Promise<ReadBenchmark | null> {
    const kept = known.get(commitment);
    if (kept) return kept;
    const registered = await chain.registeredBenchmark(commitment);
    if (!registered) return null;
    const { owner, feeRao } = registered;
    try {
      const offer = await fetchBenchmarkOffer(registered, commitment, content, { signal, timeoutMs: OFFER_MS });
      const whole = { commitment, owner, feeRao, offer, offerError: null };
      known.set(commitment, whole);
      return whole;
    } catch (thrown) {
      signal?.throwIfAborted();
      return { commitment, owner, feeRao, offer: null, offerError: AppError.from(thrown) };
    }
  }

  return async (commitments, signal) => {
    const all = await mapAtOnce([...new Set(commitments)], READS_AT_ONCE, (one) => read(one, signal), signal);
    return all.filter((benchmark) => benchmark !== null);
  };
}
