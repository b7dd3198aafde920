// Stake as shares of 1: the chain divides in 64.64 fixed point and cuts to 32.32 (subtensor `epoch/math.rs`
// inplace_normalize_64, vec_fixed64_to_fixed32), which is one floor.
import { divide } from './fixed-point.ts';

/** Below this a whole number is exact in a double. */
const EXACT_RAO = 2n ** 53n;

/** @param stakeRao below 2^63 in sum. @returns each one's share of the sum; all 0 without stake. */
export function stakeShares(stakeRao: readonly bigint[]): Float64Array {
  const total = stakeRao.reduce((a, b) => a + b, 0n);
  if (total === 0n) return new Float64Array(stakeRao.length);
  if (total < EXACT_RAO) return Float64Array.from(stakeRao, (rao) => divide(Number(rao), Number(total)));
  return Float64Array.from(stakeRao, (rao) => Number((rao << 32n) / total));
}
