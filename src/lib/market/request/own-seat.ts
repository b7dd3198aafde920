// The seat of an account in a request.
import type { Elector } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';

export function findOwnSeat(electors: readonly Elector[], account: { publicKey: string }): Elector | null {
  return electors.find(({ hotkey }) => hotkey === account.publicKey) ?? null;
}

/** @throws AppError `scores/no-seat`. */
export function requireOwnSeat(
  electors: readonly Elector[],
  requestId: number,
  account: { publicKey: string; name: string }
): Elector {
  const seat = findOwnSeat(electors, account);
  if (seat) return seat;
  throw new AppError('scores/no-seat', `${account.name} has no seat in request ${requestId}.`, {
    hints: [
      'Seats go to the validators that had a permit, stake and enough free bond when they were seated.',
      'Deposit a bond to be seated in later requests.'
    ]
  });
}

/** A seat whose scores are still to be committed. @throws AppError `scores/already-committed` and as {@link requireOwnSeat}. */
export function requireUncommittedSeat(...[electors, requestId, account]: Parameters<typeof requireOwnSeat>): Elector {
  const seat = requireOwnSeat(electors, requestId, account);
  if (seat.commitment === null) return seat;
  throw new AppError('scores/already-committed', `${account.name} has committed its scores already.`, {
    hints: ['Reveal them once the window for commits is over.']
  });
}
