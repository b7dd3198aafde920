// The result of one check that stands before training. A gate can only take a score away, never raise one.

export type GateName =
  'schema' | 'rows' | 'size' | 'exact-duplicates' | 'near-duplicates' | 'benchmark-overlap' | 'empty-outputs';

/** A row that a gate points at. */
export interface GateFinding {
  /** 1-based line of the JSONL file. */
  line: number;
  /** JSON Pointer inside the row, where one applies. */
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
  /** One sentence for people. */
  detail: string;
  /** The first findings, at most 50. */
  findings: GateFinding[];
}
