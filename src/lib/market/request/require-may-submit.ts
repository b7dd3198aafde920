// Refuses what the contract would refuse, before anything is sealed and published for it.
import { AppError } from '../../core/error/app-error.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { ActorEdges } from '../../ports/market-edges.ts';
import { requireNeuron } from './account-neuron.ts';
import type { InvitedList } from './require-invitation.ts';
import { submitObstacle } from './submit-obstacle.ts';

/** @throws AppError with the code of {@link submitObstacle}, chain errors. */
export async function requireMaySubmit(
  request: MarketRequest,
  spec: InvitedList,
  { chain, account }: Pick<ActorEdges, 'chain' | 'account'>
): Promise<void> {
  const [metagraph, submissions, { number: block }] = await Promise.all([
    chain.metagraph(),
    chain.submissions(request.id),
    chain.bestBlock()
  ]);
  const neuron = requireNeuron(metagraph, account);
  const obstacle = submitObstacle({ state: { request, submissions }, block, account, neuron, spec });
  if (obstacle) throw new AppError(obstacle.code, obstacle.text);
}
