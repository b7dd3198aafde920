// What a download grows in: it outlives the page or the process, and the next try goes on after it.

export interface DownloadPart {
  /** How many there are. */
  readonly bytes: number;
  /** Names the version that they are of, as the server does (ETag or date); null where it did not. */
  readonly validator: string | null;
  /** Drops what is there; what follows is of this version. */
  restart(validator: string | null): Promise<void>;
  append(chunk: Uint8Array): Promise<void>;
}
