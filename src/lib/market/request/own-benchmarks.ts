// What the benchmarks that an account registered have earned: docs/market.md, "Money".
import type { Hex } from '../../core/encoding/hex.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { ReadBenchmark } from './benchmark-reader.ts';

export interface BenchmarkUse {
  requestId: number;
  feeRao: bigint;
  /** The fee is the owner's at the end where scoring had begun, and the requester's again where it never did. */
  outcome: 'running' | 'earned' | 'returned';
}

export interface OwnBenchmark extends ReadBenchmark {
  /** Requests of others that were opened with it, oldest first. */
  uses: BenchmarkUse[];
  earnedRao: bigint;
}

/**
 * Which commitments can be of this owner: those whose key it holds, and those that a request of somebody else pays for. The chain
 * keeps registrations by commitment and has no list of them.
 * @param owner EVM address.
 */
export const commitmentsToRead = (owner: Hex, kept: readonly Hex[], requests: readonly MarketRequest[]): Hex[] => [
  ...new Set([...kept, ...requests.filter((request) => isPaying(request, owner)).map(benchmarkOf)])
];

/** @param owner EVM address. @param read what was read of `commitmentsToRead`; others' are left out. */
export function ownBenchmarks(
  owner: Hex,
  read: readonly ReadBenchmark[],
  requests: readonly MarketRequest[]
): OwnBenchmark[] {
  return read
    .filter((benchmark) => benchmark.owner === owner)
    .map((benchmark) => {
      const uses = requests
        .filter((request) => benchmarkOf(request) === benchmark.commitment && !isBy(request, owner))
        .map(useOf)
        .sort((a, b) => a.requestId - b.requestId);
      const earned = uses.filter(({ outcome }) => outcome === 'earned');
      return { ...benchmark, uses, earnedRao: earned.reduce((sum, { feeRao }) => sum + feeRao, 0n) };
    });
}

const benchmarkOf = ({ benchmarkCommitment }: MarketRequest): Hex => benchmarkCommitment;
const isBy = ({ requester }: MarketRequest, owner: Hex): boolean => requester.toLowerCase() === owner;
const isPaying = (request: MarketRequest, owner: Hex): boolean =>
  request.terms.benchmarkFeeRao > 0n && !isBy(request, owner);

function useOf({ id, stage, drawnBlock, terms }: MarketRequest): BenchmarkUse {
  const isOver = stage === 'settled' || stage === 'refunded';
  const outcome = !isOver ? 'running' : drawnBlock === null ? 'returned' : 'earned';
  return { requestId: id, feeRao: terms.benchmarkFeeRao, outcome };
}
