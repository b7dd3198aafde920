// Steps that checking one value may still take: every loop over a stranger's value or schema takes its own off.

/** The value costs more to check than it may. */
export class BudgetSpent extends Error {}

/** Comparisons, or names looked up, that cost as much as a visit. */
const COMPARISONS_PER_STEP = 16;
/** Names of an object's properties hashed and kept. */
const NAMES_PER_STEP = 4;
const CHARACTERS_PER_STEP = 256;

export class StepBudget {
  left: number;

  constructor(steps: number) {
    this.left = steps;
  }

  /** @throws BudgetSpent as the others do. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new BudgetSpent();
  }

  spendComparisons(count: number): void {
    this.spend(count / COMPARISONS_PER_STEP);
  }

  spendNames(count: number): void {
    this.spend(count / NAMES_PER_STEP);
  }

  /** @param passes how often each character is looked at. */
  spendCharacters(count: number, passes = 1): void {
    this.spend((count * passes) / CHARACTERS_PER_STEP);
  }
}
