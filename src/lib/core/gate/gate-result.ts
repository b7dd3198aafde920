// The result of one check that stands before a measurement. A gate can only lower a score: above its limit the score is 0, and
// below it what it leaves out is not measured and counts as worthless.

/** A place in a submission that a gate points at. */
export interface GateFinding {
  /** 1-based line of the file. */
  line: number;
  /** JSON Pointer inside the row, where one applies; a long one is cut, like a long message. */
  path?: string;
  message: string;
}

export interface GateResult {
  /** Unique among the gates of a mechanism, such as `near-duplicates`. */
  name: string;
  pass: boolean;
  /** What was measured, in `unit`. */
  value: number;
  /** The bound it is held against, in `unit`. */
  limit: number;
  unit: string;
  /** What this gate leaves out of the measurement, counted in items, whether it passes or not. */
  leftOut: number;
  /** One sentence for people. */
  detail: string;
  /** The first findings, at most 50. */
  findings: GateFinding[];
}
