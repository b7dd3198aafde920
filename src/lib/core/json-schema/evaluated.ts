// Which properties and items of a value a schema has judged, for `unevaluatedProperties` and `unevaluatedItems`.
import type { StepBudget } from './step-budget.ts';

export class Evaluated {
  allNames = false;
  readonly names = new Set<string>();
  /** Items before this index. */
  firstItems = 0;
  readonly items = new Set<number>();

  /** @throws BudgetSpent */
  add(other: Evaluated, budget: StepBudget): void {
    budget.spendNames(other.names.size + other.items.size);
    this.allNames ||= other.allNames;
    this.firstItems = Math.max(this.firstItems, other.firstItems);
    for (const name of other.names) this.names.add(name);
    for (const item of other.items) this.items.add(item);
  }
}
