// A place blocks come from. Nothing from it is trusted: the caller verifies.
import type { CID } from 'multiformats/cid';

export interface BlockSource {
  /** For people and for `details` of errors, e.g. a URL. */
  name: string;
  /**
   * The bytes it claims; throws an Error whose message says in a few words why there are none: a BlockAbsentError where the
   * source has no such block, a SearchTimeoutError where it was still looking for one.
   */
  get(cid: CID, signal: AbortSignal): Promise<Uint8Array>;
  /** Whether it serves the block that every gateway can make: then its silence is about what it was asked for. */
  isUp?(signal?: AbortSignal): Promise<boolean>;
}

/** The source said clearly that it has no such block. Every other error is an outage of it. */
export class BlockAbsentError extends Error {
  override readonly name = 'BlockAbsentError';
}

/** The source looked elsewhere for the block and had no answer in time; a source that is down may sound the same. */
export class SearchTimeoutError extends Error {
  override readonly name = 'SearchTimeoutError';
}
