// How many steps of `draw` and `settle` one call takes, so that its gas limit stays below a third of a block. The prices are
// a little above those that the gas table in docs/market.md shows for 1, 16 and 64 seats; a test measures them.

/** Of 75,000,000; a limit is 1.3 times the estimate. */
const GAS_PER_CALL = 18_000_000;
/** Reading and writing each seat, once a call. */
const CALL_GAS = 150_000;
const ELECTOR_GAS = 40_000;
const DRAW_GAS = { submission: 50_000, elector: 4_500 };
/** A tally, all shares together or a seat's; tallies cost most and come first. */
const SETTLE_GAS = { submission: 70_000, elector: 13_000 };

/** At least 1. @param electors how many seats there are. */
export const drawSteps = (electors: number): number => steps(electors, DRAW_GAS);

/** At least 1. Settling takes one step a submission, one for all shares, and one a seat. */
export const settleSteps = (electors: number): number => steps(electors, SETTLE_GAS);

function steps(electors: number, step: { submission: number; elector: number }): number {
  const left = GAS_PER_CALL - CALL_GAS - ELECTOR_GAS * electors;
  return Math.max(1, Math.floor(left / (step.submission + step.elector * electors)));
}
