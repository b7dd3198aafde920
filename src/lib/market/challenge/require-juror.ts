// The place of an account on the jury of a challenge, as the chain has it now.
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { ActorEdges } from '../../ports/market-edges.ts';
import { requireOwnSeat } from '../request/own-seat.ts';

type Juror = Challenge['jurors'][number];

/** @throws AppError `scores/no-seat`, `jury/not-a-juror`. */
export async function requireJuror(
  request: Pick<MarketRequest, 'id'>,
  { id }: Pick<Challenge, 'id'>,
  { chain, account }: Pick<ActorEdges, 'chain' | 'account'>
): Promise<Juror> {
  const [electors, challenges] = await Promise.all([chain.electors(request.id), chain.challenges(request.id)]);
  const { seat } = requireOwnSeat(electors, request.id, account);
  const own = challenges[id]?.jurors.find((juror) => juror.seat === seat);
  if (own) return own;
  throw new AppError('jury/not-a-juror', `${account.name} was not drawn into the jury of challenge ${id}.`);
}

/** One whose verdict is still to be committed. @throws AppError `jury/already-committed` and as {@link requireJuror}. */
export async function requireUndecidedJuror(
  ...[request, challenge, edges]: Parameters<typeof requireJuror>
): Promise<Juror> {
  const juror = await requireJuror(request, challenge, edges);
  if (juror.commitment === null) return juror;
  throw new AppError(
    'jury/already-committed',
    `${edges.account.name} has committed its verdict in challenge ${challenge.id} already.`,
    { hints: ['Reveal it once the time for verdicts is over.'] }
  );
}
