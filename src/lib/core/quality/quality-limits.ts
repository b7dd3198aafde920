// The limits of the gates and why. Changing one changes results: it is part of the measure's version.

export const QUALITY_LIMITS = Object.freeze({
  /** Findings a gate lists; the count is in what it leaves out. */
  maxFindings: 50,
  /** Characters of a finding's path and of its message: a row's author must not decide how long a report is. */
  maxFindingText: 300,

  /**
   * Share of rows that one gate may leave out before nothing is trained: repetitions, copies, empty and filler outputs.
   * They already cost the score their share; past half, the set is mostly not what it says it is.
   */
  worthlessShare: 0.5,

  /**
   * Jaccard similarity of 5-character shingles from which two rows are near duplicates. One word changed in 100 characters
   * leaves about .8; but generated rows of narrow domains are that alike without being copies (small functions: 64 % of
   * 500 rows at .8, 7 % at .9; word problems and written dates: under 1 % at .8). So the benchmark decides: .8 where its
   * own rows are nowhere near that alike, else .9.
   */
  nearDuplicate: 0.8,
  nearDuplicateOfNarrow: 0.9,
  /** Share of benchmark rows that are near duplicates at .8 from which a domain is narrow. */
  narrowShare: 0.02,

  /**
   * Two rows are of one template when their outputs have half of their words and pairs of words in common, or inputs and
   * outputs each 30 %; numbers all count as the same word. Largest group among 500 generated rows: ten kinds of word
   * problems .12, four .28, two .53, small functions .35, JSON with fixed keys .17, answers under one long instruction 0;
   * one kind of problem .96, one template with three slots 1, one answer under random first lines 1.
   */
  templateOutputs: 0.5,
  templateBoth: 0.3,
  /** Share of rows that may follow one template, or as many as in the benchmark and this margin if that is more. */
  templateShare: 0.5,
  templateMargin: 0.15,
  /** So far above the allowance the set fails: with a benchmark of many templates, at 80 % of the rows. */
  templateFailure: 0.3,

  /**
   * Share of the winnowed 6-grams of words of an output that must stand in public texts. Passages of 40 words copied from
   * the base corpus reach it in 90 to 100 % of cases, whole dictionary glosses always, one word in 30 changed about 70 %;
   * paragraphs of other documentation 2 % (licence texts, most of them), generated sets under 1 %.
   */
  publicCopyShare: 0.6,
  /** Fewest of them: one alone is known by chance in one text of 500, or is a phrase that everybody writes. */
  publicCopyMarks: 2,

  /**
   * A benchmark row is leaked when one submitted row has more than this share of its n-grams, and of those that no other
   * benchmark row has. .8 sees rows with a word changed; in narrow domains clean rows come that close (8 % of a benchmark
   * of small functions, 1.5 % at .9; word problems, dates, definitions and library code at most 2 % at .8).
   */
  overlapCovered: 0.8,
  overlapCoveredOfNarrow: 0.9,
  /** So many n-grams of its own make an output unmistakable: then it is leaked even under another input. */
  overlapOutputGrams: 40,
  /**
   * Share of benchmark rows that are leaked from which nothing is trained: leaked rows are left out anyway, 5 % are intent.
   * What clean sets of small domains hit by chance grows in step with their number, and so does the limit.
   */
  overlapShare: 0.05,
  overlapShareAtRows: 5000,
  /** Fewer leaked rows than this never fail: in a small benchmark they are chance. */
  overlapAlways: 3,

  /** Share of rows with a credential: none. They would be public for good. */
  secretShare: 0,
  /** Share of rows with personal data: a few slip into generated texts, more were taken from people. */
  personalDataShare: 0.05,

  /** Letters from which a text's language can be recognised. */
  languageLetters: 40
});
