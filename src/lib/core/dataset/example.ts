// A row as the reference model sees it.

/** One training or benchmark example, extracted from a JSONL row by the request's field paths. */
export interface Example {
  /** 1-based line in the JSONL file it came from. */
  line: number;
  input: string;
  /** Only these bytes carry loss. */
  output: string;
}
