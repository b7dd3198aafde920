// The storage the runtime works on: keys are lowercase hex without prefix (as `state_getStorage` names them, less `0x`).

export interface ReadableState {
  get(key: string): Uint8Array | undefined;
  /** Every present key that starts with `prefix`, in no order. */
  keysWithPrefix(prefix: string): Iterable<string>;
}

export interface KeyValue extends ReadableState {
  set(key: string, value: Uint8Array): void;
  delete(key: string): void;
}

/** What a block changed: the new value of each key, null where it was removed. */
export type StateChanges = ReadonlyMap<string, Uint8Array | null>;
