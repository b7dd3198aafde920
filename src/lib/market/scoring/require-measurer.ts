// Who may measure a submission of a request: whoever has a seat in it, as the contract asks for no more, and any validator.
import type { MarketChain } from '../../ports/market-chain.ts';
import type { Neuron } from '../../core/market/metagraph.ts';
import { requireNeuron, requireValidator } from '../request/account-neuron.ts';
import { findOwnSeat } from '../request/own-seat.ts';

/**
 * A permit that ended after the snapshot takes no seat away, so only an account without a seat is asked for one.
 * @throws AppError `account/not-registered` or `account/no-permit`.
 */
export async function requireMeasurer(
  chain: Pick<MarketChain, 'metagraph' | 'electors'>,
  requestId: number,
  account: { publicKey: string; name: string }
): Promise<Neuron> {
  const [metagraph, electors] = await Promise.all([chain.metagraph(), chain.electors(requestId)]);
  return findOwnSeat(electors, account) ? requireNeuron(metagraph, account) : requireValidator(metagraph, account);
}
