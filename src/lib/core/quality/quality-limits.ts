// Where the gates stand and why. Changing one changes verdicts: it is part of the measure's version.

export const QUALITY_LIMITS = Object.freeze({
  /** Findings a gate lists; the count is in its value. */
  maxFindings: 50,
  /** Share of rows that repeat an earlier one. They are left out anyway; a set of which more than half is worthless is no set. */
  exactDuplicateShare: 0.5,
  /** Share of rows with an empty output, for the same reason. */
  emptyOutputShare: 0.5,
  /** Jaccard similarity of 5-character shingles from which two rows count as near duplicates. */
  nearDuplicateSimilarity: 0.9,
  /** Share of rows that nearly repeat an earlier one. Clean templated sets (word problems, small functions) reach a few percent. */
  nearDuplicateShare: 0.5,
  /** Length of the character n-grams of the overlap with the benchmark: long enough to be rare, robust to single edits. */
  overlapGram: 13,
  /** A benchmark row counts as leaked when one submitted row has more than this share of the n-grams it has alone. */
  overlapCovered: 0.9,
  /** Share of benchmark rows that may be leaked: clean sets of up to 5,000 rows reach .04, a leak of a tenth of the benchmark .10. */
  overlapShare: 0.05
});
