// What the market still owes to those that a request owed something: the contract keeps one debt an account over all requests,
// so what is claimed is known by account, not by share.
import type { MarketChain } from '../../ports/market-chain.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import type { OwedShare } from './owed-shares.ts';

export interface Unclaimed {
  /** As the first share of that account names it; null: the treasury. */
  to: Hex | null;
  rao: bigint;
}

/** By {@link payeeKey}, in the order of the shares. Throws chain errors. */
export async function readUnclaimed(
  chain: Pick<MarketChain, 'owedRao' | 'treasury'>,
  shares: readonly OwedShare[]
): Promise<Map<string, Unclaimed>> {
  const payees = new Map<string, Hex | null>();
  for (const { to } of shares) if (!payees.has(payeeKey(to))) payees.set(payeeKey(to), to);
  const read = async ([key, to]: [string, Hex | null]): Promise<[string, Unclaimed]> => {
    const account = to ?? (await chain.treasury()).holder;
    return [key, { to, rao: await chain.owedRao(account) }];
  };
  return new Map(await Promise.all([...payees].map(read)));
}

/** One an account, named by public key or by EVM address. */
export const payeeKey = (to: Hex | null): string => (to === null ? 'treasury' : evmAddressOf(to));

/** Whether a share is paid out: it is credited, and nothing is owed to its account any more. */
export function isClaimed({ state, to }: OwedShare, unclaimed: ReadonlyMap<string, Unclaimed>): boolean {
  return state !== 'held' && unclaimed.get(payeeKey(to))?.rao === 0n;
}
