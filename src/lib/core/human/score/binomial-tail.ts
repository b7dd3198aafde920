// P(X >= k) of a binomial, by sums and products alone so that every engine finds the same bits.

/** @param chance in (0, 1) */
export function binomialTail(trials: number, atLeast: number, chance: number): number {
  if (atLeast <= 0) return 1;
  if (atLeast > trials) return 0;
  let term = termOf(trials, atLeast, chance);
  let tail = 0;
  const odds = chance / (1 - chance);
  for (let count = atLeast; count <= trials && term > 0; count++) {
    tail += term;
    term *= ((trials - count) / (count + 1)) * odds;
  }
  return Math.min(1, tail);
}

/** P(X = k), its factors taken in an order that keeps the product near 1; below the smallest double it is 0. */
function termOf(trials: number, count: number, chance: number): number {
  let product = 1;
  let misses = trials - count;
  for (let hit = 1; hit <= count; hit++) {
    product *= ((trials - count + hit) / hit) * chance;
    while (product > 1 && misses > 0) {
      product *= 1 - chance;
      misses--;
    }
  }
  for (; misses > 0; misses--) product *= 1 - chance;
  return product;
}
