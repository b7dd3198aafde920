// A place blocks come from. What it says is never believed: the caller verifies.
import type { CID } from 'multiformats/cid';

export interface BlockSource {
  /** For people and for `details` of errors, e.g. a URL. */
  name: string;
  /** The bytes it claims; throws an Error whose message says in a few words why there are none. */
  get(cid: CID, signal: AbortSignal): Promise<Uint8Array>;
}
