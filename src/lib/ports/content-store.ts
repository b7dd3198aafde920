// The content edge as the rest of the product sees it: named by CID, verified on arrival.
import type { LongCallOptions } from '../core/long-call.ts';

export interface ContentFile {
  /** Relative path inside the folder, `/`-separated, no leading slash. */
  path: string;
  bytes: Uint8Array;
}

export interface ContentEntry {
  path: string;
  cid: string;
  sizeBytes: number;
}

/** What an always-on node said when it took over a DAG. */
export interface PublishReceipt {
  cid: string;
  blocks: number;
  bytes: number;
  /** Peer id of the node that holds it. */
  heldBy: string;
}

export interface ContentStore {
  /** Adds a UnixFS folder locally (profile unixfs-v1-2025) and returns its CID. Nothing is published yet. */
  addFolder(files: ContentFile[], options?: LongCallOptions): Promise<string>;
  addFile(bytes: Uint8Array, options?: LongCallOptions): Promise<string>;
  /** The folder's CID and its DAG as CARv1 bytes; nothing is kept here, so no peer can be given any of it. */
  packCar(files: ContentFile[], options?: LongCallOptions): Promise<{ cid: string; car: Uint8Array }>;
  /**
   * The files of the folder `cid` out of a CAR, every block held against its CID; nothing is kept here.
   * Throws AppError `store/unreadable` for bytes that are no whole CAR of it, `store/too-large`.
   */
  unpackCar(car: Uint8Array, cid: string, options: LongCallOptions & { maxBytes: number }): Promise<ContentFile[]>;
  /** The CID of the DAG a CAR says it holds. Throws AppError `store/unreadable`. */
  rootOfCar(car: Uint8Array): Promise<string>;
  /** Adds the blocks of a CAR, each held against its CID. Throws AppError `store/unreadable`. */
  importCar(car: Uint8Array, options?: LongCallOptions): Promise<void>;
  /** Returns only after the always-on node holds every block. Throws AppError `store/publish-failed`. */
  publish(cid: string, options?: LongCallOptions): Promise<PublishReceipt>;
  /**
   * Reads a file by CID (and an optional path below it); every block is verified against its CID.
   * Throws AppError `store/not-found`, `store/unreachable`, `store/unanswered` (see `VerifiedBlocks.get`), `store/too-large`
   * (more than `maxBytes` real bytes), `store/invalid-cid`.
   */
  readFile(
    cid: string,
    options: LongCallOptions & { path?: string; maxBytes: number; timeoutMs?: number }
  ): Promise<Uint8Array>;
  /**
   * The bytes of a file by CID, in order, for files that are too large to be held: nothing that is fetched for it is kept here.
   * Throws what `readFile` throws. @param options.from first byte that is wanted; default 0
   */
  readFileParts(
    cid: string,
    options: LongCallOptions & { from?: number; maxBytes: number; timeoutMs?: number }
  ): AsyncIterable<Uint8Array>;
  /** Every file below a folder, depth first. */
  listFolder(cid: string, options?: LongCallOptions & { timeoutMs?: number }): Promise<ContentEntry[]>;
  stop(): Promise<void>;
}
