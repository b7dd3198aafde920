// An amount in an error's sentence: TAO with as many decimals as it has, at most the nine of a rao.

/** @param rao at least 0. */
export function taoText(rao: bigint): string {
  const decimals = String(rao % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${rao / 1_000_000_000n}${decimals && '.'}${decimals}`;
}
