// What a measurement works on. Every validator of a request, and later anyone, puts the same task together from the chain and
// from content by CID.
import type { RequestSpec } from '../request/request-spec.ts';
import type { OpenedEntries } from './opened-entries.ts';
import type { PackageFile } from './package-file.ts';

/** One submission of a request, opened. */
export interface TaskEntry {
  /** Its place among the request's submissions. */
  index: number;
  /** Public key of the miner's hotkey. */
  miner: string;
  /** Its package's files; none where the package cannot be read or is none. */
  files: readonly PackageFile[];
}

export interface MeasureTask<Body = unknown> {
  spec: RequestSpec & Body;
  /** The hidden part; null where it is not known. */
  hidden: Uint8Array | null;
  /** The practice part, which everybody has, for mechanisms with `Mechanism.readsPractice`; absent where a request has none. */
  practice?: Uint8Array;
  /** The submission that is measured. */
  entry: TaskEntry;
  /** Other submissions, as `Mechanism.reads` says, in the order of their indexes; null where none is known. */
  others: readonly TaskEntry[] | null;
  /** What other requests opened before, for mechanisms with `Mechanism.opened`; absent where no market is known. */
  opened?: OpenedEntries;
  /** uint32 each, from chain state that was fixed before scoring began. */
  seeds: readonly number[];
}

/** What a miner has before it submits: its own entry, and what is public. */
export interface PrecheckTask<Body = unknown, Entry = unknown> {
  spec: RequestSpec & Body;
  entry: Entry;
  /** As in a {@link MeasureTask}. */
  practice?: Uint8Array;
}
