// What one block adds to the chain: header, transactions, changed state, EVM logs. Also its bytes in the journal.
import { hexToU8a, u8aToHex } from '@polkadot/util';
import type { Codec } from '../scale/codec.ts';
import { option, record, tuple, vec } from '../scale/composites.ts';
import { bytes, compactNumber, fixedBytes, u32 } from '../scale/primitives.ts';
import type { StateChanges } from '../state/key-value.ts';

/** A log of a contract with its place in the chain. */
export interface PlacedLog {
  blockNumber: number;
  blockHash: Uint8Array;
  /** Index of the transaction in its block. */
  transactionIndex: number;
  transactionHash: Uint8Array;
  /** Index of the log in its block. */
  logIndex: number;
  address: Uint8Array;
  topics: Uint8Array[];
  data: Uint8Array;
}

export interface BlockRecord {
  number: number;
  hash: Uint8Array;
  /** SCALE bytes of the header. */
  header: Uint8Array;
  /** Transactions as they travel, inherents first. */
  extrinsics: Uint8Array[];
  changes: StateChanges;
  logs: PlacedLog[];
}

const hash = fixedBytes(32);
const placedLog: Codec<PlacedLog> = record({
  blockNumber: u32,
  blockHash: hash,
  transactionIndex: u32,
  transactionHash: hash,
  logIndex: u32,
  address: fixedBytes(20),
  topics: vec(hash),
  data: bytes
});
export const placedLogs = vec(placedLog);

/** Storage keys as hex without prefix, stored as bytes. */
export const storageKey: Codec<string> = {
  ...bytes,
  shape: bytes.shape,
  write: (writer, key) => bytes.write(writer, hexToU8a(`0x${key}`)),
  read: (reader) => u8aToHex(bytes.read(reader)).slice(2)
};

const changeList = vec(tuple(storageKey, option(bytes)));
const stateChanges: Codec<StateChanges> = {
  ...(changeList as unknown as Codec<StateChanges>),
  write: (writer, changes) =>
    changeList.write(writer, [...changes].map(([key, value]) => [key, value ?? undefined] as const) as never),
  read: (reader) => new Map(changeList.read(reader).map(([key, value]) => [key, value ?? null]))
};

export const blockRecord: Codec<BlockRecord> = record({
  number: compactNumber(u32),
  hash,
  header: bytes,
  extrinsics: vec(bytes),
  changes: stateChanges,
  logs: placedLogs
});
