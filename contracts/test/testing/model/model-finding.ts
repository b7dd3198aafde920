// What a jury found, as docs/market.md has it; and which challenge a call is about.
import { consensusModel } from '../settlement-model.ts';
import { bookIn, Refusal, refuseIf, type ModelCall } from './model-call.ts';
import { CHALLENGE, STAGE, type ChallengeView } from '../market-views.ts';
import { hasSeat, verdictPlace, ZERO_ADDRESS, type ModelBook } from './model-state.ts';
import { unpackTickets } from '../jury-model.ts';

/** Votes of a first jury, and of the larger one after an appeal. */
export const JURY_TICKETS = [3, 7] as const;

/** What a jury found; `agreeing` has one seat for each ticket within the tolerance. */
export interface Finding {
  status: number;
  medianPpm: number;
  tolerancePpm: number;
  agreeing: number[];
}

/** Round 0 is a first jury's, 1 an appeal's. Without `status`: in any in which it can be resolved. */
export function challengeIn(call: ModelCall, requestId: bigint, challengeId: bigint, status?: number) {
  const book = bookIn(call, requestId, STAGE.scoring);
  const current = book.challenges[Number(challengeId)];
  if (!current) throw new Refusal('UnknownItem');
  const fits = status === undefined ? current.status <= CHALLENGE.drawn : current.status === status;
  refuseIf(!fits, 'WrongStatus', BigInt(current.status));
  return { book, current, round: current.appellant === ZERO_ADDRESS ? 0 : 1 } as const;
}

export function findingOf(book: ModelBook, challengeId: bigint, current: ChallengeView, round: 0 | 1): Finding {
  const nothing = { status: CHALLENGE.inconclusive, medianPpm: 0, tolerancePpm: 0, agreeing: [] };
  const voters = unpackTickets(current.tickets).filter((seat) => hasSeat(current.revealedJurors, seat));
  if (2 * voters.length <= JURY_TICKETS[round]) return nothing;
  const scoreOf = (seat: number) => book.verdicts.get(verdictPlace(Number(challengeId), round, seat))!.scorePpm;
  const { outlierFloorPpm } = book.request.terms;
  const { medianPpm, tolerancePpm } = consensusModel(
    voters.map(scoreOf),
    voters.map(() => 1n),
    outlierFloorPpm
  );
  const agreeing = voters.filter((seat) => Math.abs(scoreOf(seat) - medianPpm) <= tolerancePpm);
  if (2 * agreeing.length <= voters.length) return { ...nothing, medianPpm, tolerancePpm };
  const reported = book.scores.get(current.accusedSeat)![current.submissionIndex]!;
  const isFalse = Math.abs(reported - medianPpm) > tolerancePpm;
  return { status: isFalse ? CHALLENGE.upheld : CHALLENGE.rejected, medianPpm, tolerancePpm, agreeing };
}
