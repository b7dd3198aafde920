// The result of one check that stands before training. A gate can only lower a score: above its limit the score is 0, and
// below it the rows it leaves out are not trained on and count as worthless.

export type GateName =
  | 'schema'
  | 'rows'
  | 'size'
  | 'exact-duplicates'
  | 'near-duplicates'
  | 'earlier-submissions'
  | 'template-collapse'
  | 'public-copies'
  | 'benchmark-overlap'
  | 'empty-outputs'
  | 'filler-outputs'
  | 'language'
  | 'secrets'
  | 'personal-data'
  | 'prompt-injection'
  | 'wrong-answers';

/** A row that a gate points at. */
export interface GateFinding {
  /** 1-based line of the JSONL file. */
  line: number;
  /** JSON Pointer inside the row, where one applies; a long one is cut, like a long message. */
  path?: string;
  message: string;
}

export interface GateResult {
  name: GateName;
  pass: boolean;
  /** What was measured, in `unit`. */
  value: number;
  /** The bound it is held against, in `unit`. */
  limit: number;
  unit: 'rows' | 'bytes' | 'share';
  /** Rows this gate leaves out of training, whether it passes or not. */
  leftOut: number;
  /** One sentence for people. */
  detail: string;
  /** The first findings, at most 50. */
  findings: GateFinding[];
}
