// How many calls one duty can take: `draw` and `settle` go in steps, docs/market.md; everything else is one call.
import { drawSteps, settleSteps } from '#lib/chain/market/steps-per-call.ts';
import type { RequestState } from '#lib/market/request/request-state.ts';
import type { Duty } from './do-duty.ts';

/** At least 1. More than these change nothing. */
export function mostCalls(kind: Duty['kind'], { submissions, electors }: RequestState): number {
  const seats = electors.length;
  if (kind === 'draw') return Math.max(1, Math.ceil(submissions.length / drawSteps(seats)));
  if (kind === 'settle') return Math.max(1, Math.ceil((2 * submissions.length + seats) / settleSteps(seats)));
  return 1;
}
