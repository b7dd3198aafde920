// A pattern on a text, paid for before it is run.
import type { LinearPattern } from './linear-pattern.ts';
import type { StepBudget } from './step-budget.ts';

/** Outside of ASCII the engine is asked for every character. */
const NON_ASCII_PASSES = 4;

/** @throws BudgetSpent */
export function matchPattern(pattern: LinearPattern, text: string, budget: StepBudget): boolean {
  // eslint-disable-next-line no-control-regex -- ASCII starts at 0
  const passes = /^[\x00-\x7f]*$/.test(text) ? pattern.size : pattern.size * NON_ASCII_PASSES;
  budget.spendCharacters(text.length, passes);
  return pattern.test(text);
}
