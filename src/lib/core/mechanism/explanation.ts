// A score in plain words: what a requester or a miner wants to know first, and what to do about it.

/** One factor of the score, in [0, 1], with what it says of this submission. */
export interface ScoreFactor {
  /** Unique among the factors of a result. */
  name: string;
  title: string;
  value: number;
  ci95: [low: number, high: number] | null;
  sentence: string;
  /** A few rows that cost most of it, where rows can be named: line of the file, and what is wrong with it. */
  rows?: { line: number; note: string }[];
}

export interface Explanation {
  /** The result in one sentence. */
  headline: string;
  /** What the score is made of; empty when nothing was measured. */
  factors: ScoreFactor[];
  /** How they make the score, where it is not their product. */
  combined?: string;
}
