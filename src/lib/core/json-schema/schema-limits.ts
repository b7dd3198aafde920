// What a stranger's schema may be, and what checking values under it may cost.

export const SCHEMA_LIMITS = Object.freeze({
  /** Nesting of the schema document. */
  maxDepth: 32,
  /** Subschemas in the document. */
  maxSubschemas: 2000,
  /** Steps of all patterns together, as they are written out. */
  maxPatternSize: 100_000,
  /** Values of an `enum`. */
  maxEnumValues: 1000,
  /** Steps a row: a visit of a subschema is one, and so is reading 256 characters of a string. */
  maxVisitsPerRow: 200_000,
  /** The same over all rows of a file: 150 to a row in the largest file. */
  maxVisitsPerFile: 30_000_000,
  /** The same for hidden and practice rows, an eighth as large at most: who asks for them checks them in its own page. */
  maxVisitsPerBenchmark: 3_750_000,
  /** Items of an array under `uniqueItems`, which compares every pair. */
  maxUniqueItems: 1000,
  /** Subschemas within one another while a value is checked: half of the smallest stack of an engine, and 12 a level of a row. */
  maxNestedVisits: 400
});
