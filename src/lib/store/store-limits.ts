// Bounds on what strangers' content may cost, and how long to wait for it. Each stands with its reason.

export const STORE_LIMITS = Object.freeze({
  /** One block. kubo's own bound; our chunks are 1 MiB, their parents smaller. */
  maxBlockBytes: 2 * 1024 * 1024,
  /** Longest wait for one block before the CID counts as held by nobody. */
  blockTimeoutMs: 20_000,
  /** Longest silence of a gateway before the next source is asked: a gateway that stalls must not block a good one. */
  gatewayStallMs: 5_000,
  /** Longest silence of the node while it takes over a DAG. Its own retries wait up to 35 s for one block. */
  pinStallMs: 60_000,
  /** Files below one folder; a dataset package has five. */
  maxFolderEntries: 10_000,
  maxFolderDepth: 16,
  /** Blocks read at once. */
  readConcurrency: 8
});
