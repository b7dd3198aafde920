// How much a payment still counts: half after each half-life, in a straight line between, so that the result is whole rao and
// the same on every machine.

/** @param ageBlocks, halfLifeBlocks whole; a payment of the future (age below 0) counts in full. Rounded down. */
export function decayedRao(rao: bigint, ageBlocks: number, halfLifeBlocks: number): bigint {
  if (ageBlocks <= 0) return rao;
  const halvings = Math.floor(ageBlocks / halfLifeBlocks);
  const rest = ageBlocks - halvings * halfLifeBlocks;
  return (rao * BigInt(2 * halfLifeBlocks - rest)) / (BigInt(2 * halfLifeBlocks) << BigInt(halvings));
}
