// Secrets that must not be lost: benchmark keys of a requester, the sealing key of a validator. They never leave the
// machine; the page keeps them in IndexedDB, the command in a file only its user can read.

export interface KeyVault {
  get(name: string): Promise<Uint8Array | null>;
  /** Never overwrites: a name that is taken by other bytes is an error. */
  put(name: string, secret: Uint8Array): Promise<void>;
  names(): Promise<string[]>;
}
