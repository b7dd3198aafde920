// Everything a start needs to know of the blocks before a journal segment: their hashes, their logs, the state after them.
import { readFile } from 'node:fs/promises';
import { blake2b } from '@noble/hashes/blake2.js';
import { placedLogs, storageKey, type PlacedLog } from '../chain/block-record.ts';
import { decode, encode } from '../scale/codec.ts';
import { record, tuple, vec } from '../scale/composites.ts';
import { bytes, fixedBytes } from '../scale/primitives.ts';
import { writeAtomically } from './write-atomically.ts';

export interface Snapshot {
  hashes: Uint8Array[];
  logs: PlacedLog[];
  state: [string, Uint8Array][];
}

const CHECKSUM_BYTES = 32;
const snapshot = record({ hashes: vec(fixedBytes(32)), logs: placedLogs, state: vec(tuple(storageKey, bytes)) });

export async function writeSnapshot(path: string, content: Snapshot): Promise<void> {
  const body = encode(snapshot, content as never);
  const file = new Uint8Array(CHECKSUM_BYTES + body.length);
  file.set(blake2b(body, { dkLen: CHECKSUM_BYTES }));
  file.set(body, CHECKSUM_BYTES);
  await writeAtomically(path, file);
}

/** The snapshot, or undefined when it is missing or damaged. */
export async function readSnapshot(path: string): Promise<Snapshot | undefined> {
  const file = await readFile(path).catch(() => undefined);
  if (!file || file.length < CHECKSUM_BYTES) return undefined;
  const body = new Uint8Array(file.subarray(CHECKSUM_BYTES));
  const sum = blake2b(body, { dkLen: CHECKSUM_BYTES });
  return sum.every((byte, i) => byte === file[i]) ? (decode(snapshot, body) as unknown as Snapshot) : undefined;
}
