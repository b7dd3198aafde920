// What a stranger's schema may cost, and the two hooks that count it.
import { format as knownFormats } from '@cfworker/json-schema';
import type { LinearPattern } from './linear-pattern.ts';

export const SCHEMA_LIMITS = Object.freeze({
  /** Nesting of the schema document. */
  maxDepth: 32,
  /** Subschemas in the document. */
  maxSubschemas: 2000,
  /** Subschema visits a row, a pattern counting one per 256 steps: stops schemas that multiply (`allOf` of `$ref`s). */
  maxVisitsPerRow: 200_000,
  /** The same over all rows of a file: 150 to a row in the largest file, and at the very worst about half a minute. */
  maxVisitsPerFile: 30_000_000,
  /** Items of an array under `uniqueItems`, which compares every pair. */
  maxUniqueItems: 1000,
  /** Characters of a string under `format`, whose patterns backtrack. */
  maxFormatLength: 2048
});

/** Visits left for the current row: one row is checked at a time, synchronously. */
export const budget = { left: 0 };

export class BudgetSpent extends Error {}

/** Comparisons, or names looked up, that cost as much as a visit. */
const COMPARISONS_PER_VISIT = 16;
const LISTS = ['enum', 'required', 'properties', 'dependentRequired'];

/** Takes so many comparisons off the budget. Throws {@link BudgetSpent}. */
export function spendComparisons(count: number): void {
  budget.left -= Math.ceil(count / COMPARISONS_PER_VISIT);
  if (budget.left < 0) throw new BudgetSpent();
}

/**
 * The interpreter reads `$ref` once a visit: an own getter there counts visits, and what a visit compares, without changing
 * what it sees.
 */
export function counted(schema: Record<string, unknown>): Record<string, unknown> {
  const reference = schema.$ref;
  const compared = LISTS.reduce((sum, name) => sum + Object.keys(schema[name] ?? {}).length, 0);
  const cost = 1 + Math.floor(compared / COMPARISONS_PER_VISIT);
  Object.defineProperty(schema, '$ref', {
    enumerable: false,
    get() {
      budget.left -= cost;
      if (budget.left < 0) throw new BudgetSpent();
      return reference;
    }
  });
  return schema;
}

/** The interpreter's formats are its one hook for own string checks: a pattern becomes a format named after it. */
export function registerPattern(source: string, pattern: LinearPattern): string {
  const name = `assay:pattern:${source}`;
  knownFormats[name] ??= (text) => {
    budget.left -= Math.ceil((text.length * pattern.size) / 256);
    if (budget.left < 0) throw new BudgetSpent();
    return pattern.test(text);
  };
  return name;
}

/** A known format that is not asked about long strings. */
export function boundedFormat(format: string): string {
  const check = knownFormats[format]!;
  const name = `assay:format:${format}`;
  knownFormats[name] ??= (text) => text.length <= SCHEMA_LIMITS.maxFormatLength && check(text);
  return name;
}
