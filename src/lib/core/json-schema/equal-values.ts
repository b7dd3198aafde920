// Whether two JSON values are the same: objects whatever the order of their names.
import { isObject } from './json-type.ts';
import type { StepBudget } from './step-budget.ts';

/** @throws BudgetSpent: strings of one length cost their characters. */
export function equalValues(left: unknown, right: unknown, budget: StepBudget): boolean {
  if (typeof left === 'string') return equalStrings(left, right, budget);
  if (typeof left !== 'object' || left === null) return left === right;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    budget.spendComparisons(left.length);
    return left.every((item, index) => equalValues(item, right[index], budget));
  }
  if (!isObject(right)) return false;
  const names = Object.keys(left);
  budget.spendNames(names.length + 1);
  if (Object.keys(right).length !== names.length) return false;
  return names.every(
    (name) => Object.hasOwn(right, name) && equalValues((left as Record<string, unknown>)[name], right[name], budget)
  );
}

function equalStrings(left: string, right: unknown, budget: StepBudget): boolean {
  if (typeof right !== 'string' || left.length !== right.length) return false;
  budget.spendCharacters(left.length);
  return left === right;
}
