// How far a program is held against those that other requests have opened.

export const OPENED_LIMITS = Object.freeze({
  /** Programs, those opened last. */
  most: 64,
  /** Bytes of one package; of a larger one everybody says that it was not read. */
  maxBytes: 4 * 1024 * 1024,
  /** How many of them are run for what they write. */
  run: 8
});
