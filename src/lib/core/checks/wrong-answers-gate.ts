// The gate over a request's checks: wrong rows are left out, and a set that is mostly wrong is not trained on at all.
import type { GateFinding, GateResult } from '../quality/gate.ts';

/**
 * Share of wrong rows above which nothing is trained. Below it, wrong rows already cost their share of the score; past
 * half, most of what can be checked is false, and a check sees only a part of what can be wrong in the rest.
 */
export const WRONG_ANSWERS_LIMIT = 0.5;

/**
 * @param wrong how many rows are wrong, and the first of them
 * @param rows rows that were checked
 */
export function wrongAnswersGate(wrong: { count: number; listed: GateFinding[] }, rows: number): GateResult {
  const value = rows === 0 ? 0 : wrong.count / rows;
  return {
    name: 'wrong-answers',
    pass: value <= WRONG_ANSWERS_LIMIT,
    value,
    limit: WRONG_ANSWERS_LIMIT,
    unit: 'share',
    leftOut: wrong.count,
    detail:
      wrong.count === 0
        ? 'Every answer passes the checks of the request.'
        : `${wrong.count} of ${rows} answers are wrong by the checks of the request; those rows are left out.`,
    findings: wrong.listed
  };
}
