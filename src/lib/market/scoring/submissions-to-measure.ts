// Which submissions of a request a validator measures, in which order.
import type { Elector, MarketSubmission } from '../../core/market/market-state.ts';

export const isDrawnFor = ({ assignedSeats }: MarketSubmission, { seat }: Elector): boolean =>
  assignedSeats.includes(seat);

/** Those the seat was drawn for count double, so they come first; those of its own coldkey are not its to score. */
export function submissionsToMeasure(submissions: readonly MarketSubmission[], elector: Elector): MarketSubmission[] {
  return submissions
    .filter(({ status, excludedSeats }) => status === 'revealed' && !excludedSeats.includes(elector.seat))
    .toSorted((a, b) => Number(isDrawnFor(b, elector)) - Number(isDrawnFor(a, elector)) || a.index - b.index);
}
