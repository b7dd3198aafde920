// The seat of an account on the jury of a challenge.
import type { Challenge, MarketRequest } from '../chain/market-chain.ts';
import { AppError } from '../core/error/app-error.ts';
import type { ActorEdges } from './market-edges.ts';
import { requireOwnSeat } from './own-seat.ts';

/** @throws AppError `scores/no-seat`, `jury/not-a-juror`. */
export async function requireJuror(
  request: MarketRequest,
  challenge: Challenge,
  { chain, account }: Pick<ActorEdges, 'chain' | 'account'>
): Promise<number> {
  const { seat } = requireOwnSeat(await chain.electors(request.id), request.id, account);
  if (challenge.jurors.some((juror) => juror.seat === seat)) return seat;
  throw new AppError('jury/not-a-juror', `${account.name} was not drawn into the jury of challenge ${challenge.id}.`);
}
