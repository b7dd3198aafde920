// A row as the reference model sees it.

/** One training or benchmark example, extracted from a JSONL row by the request's field paths. */
export interface Example {
  /** 1-based line in the JSONL file it came from. A conversation gives several examples of one line. */
  line: number;
  input: string;
  /** Only these bytes carry loss. */
  output: string;
  /** Of a preference: the answer to the same input that is the worse one; `output` is the better one. */
  rejected?: string;
}
