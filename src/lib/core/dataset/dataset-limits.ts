// Technical bounds on any JSONL file the product reads, whatever a request allows. Each stands with its reason.

export const DATASET_LIMITS = Object.freeze({
  /** The whole file. Everything is held in memory once as bytes and once as text: 64 MiB still fits a phone's tab. */
  maxBytes: 64 * 1024 * 1024,
  /** One line. The reference model reads a few hundred tokens; a megabyte in one row is a packaging mistake. */
  maxLineBytes: 1024 * 1024,
  /** Nesting of one row. Keeps every recursive walk far from the stack's end. */
  maxDepth: 32,
  /** Rows in one file. Bounds the duplicate tables (about 600 bytes a row). */
  maxRows: 200_000
});
