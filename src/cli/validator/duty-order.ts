// Which requests a validator serves first, and how much of its bond each may touch: an attacker must not tie bonds up with
// requests that pay next to nothing.
import type { Bond, MarketRequest } from '#lib/core/market/market-state.ts';

type Paying = Pick<MarketRequest, 'id' | 'bountyRao' | 'terms'>;

/** By bounty for each rao of bond, then by bounty, then the older one. */
export function byWhatTheyPay(one: Paying, other: Paying): number {
  const bondOf = ({ terms }: Paying) => (terms.validatorBondRao > 0n ? terms.validatorBondRao : 1n);
  const [left, right] = [one.bountyRao * bondOf(other), other.bountyRao * bondOf(one)];
  if (left !== right) return left > right ? -1 : 1;
  if (one.bountyRao !== other.bountyRao) return one.bountyRao > other.bountyRao ? -1 : 1;
  return one.id - other.id;
}

/** The bond as a request may see it. @param reserveRao kept from requests with a smaller bounty. */
export function bondFor({ bountyRao }: Pick<MarketRequest, 'bountyRao'>, bond: Bond, reserveRao: bigint): Bond {
  if (bountyRao >= reserveRao) return bond;
  const activeRao = bond.activeRao - reserveRao;
  return { ...bond, activeRao: activeRao > bond.lockedRao ? activeRao : bond.lockedRao };
}
