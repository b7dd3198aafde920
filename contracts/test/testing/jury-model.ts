// How a jury is drawn, written a second time: `MarketMath.drawTickets` and what `MarketJury` gives it.
import { encodeAbiParameters, keccak256, numberToHex, type Hex } from 'viem';

const NO_TICKET = 0xff;

/** The seat at `point` of the seats' weights laid end to end; `point` is below their sum. */
export function seatAt(point: bigint, weights: readonly bigint[]): number {
  let seat = 0;
  while (point >= weights[seat]!) point -= weights[seat++]!;
  return seat;
}

/** One seat a ticket, a seat as often as it was drawn; none where nobody has weight. */
export function drawTickets(seed: Hex, weights: readonly bigint[], count: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return [];
  return Array.from({ length: count }, (_, k) => {
    const hash = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [seed, BigInt(k)]));
    return seatAt(BigInt(hash) % total, weights);
  });
}

/** The seed of a challenge's jury in the tests' world, where a block's hash is that of its number. */
export function jurySeed(seedBlock: bigint, requestId: bigint, challengeId: bigint): Hex {
  const types = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'uint256' }, { type: 'string' }] as const;
  return keccak256(encodeAbiParameters(types, [keccak256(numberToHex(seedBlock)), requestId, challengeId, 'jury']));
}

/** The seats in the contract's `tickets`. */
export const unpackTickets = (packed: bigint): number[] =>
  Array.from({ length: 8 }, (_, k) => Number((packed >> BigInt(8 * k)) & 0xffn)).filter((seat) => seat !== NO_TICKET);
