// Where an unfinished score is kept, so that a killed worker or a closed tab costs seconds and not the whole run.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { MeasurementCheckpoint } from '../core/lift/measure-lift.ts';
import type { LiftProtocol } from '../core/lift/protocol.ts';
import type { Backend } from '../core/model/backend.ts';
import type { ScoreInput } from '../core/mechanism/measure-task.ts';

export interface CheckpointStore {
  /** The checkpoint of exactly this run, or null. */
  load(key: string): Promise<MeasurementCheckpoint | null>;
  save(key: string, checkpoint: MeasurementCheckpoint): Promise<void>;
  clear(key: string): Promise<void>;
}

/** Names a run by everything its result depends on: a checkpoint of any other run is of no use to it. */
export function checkpointKey(parts: readonly (Uint8Array | string)[]): string {
  const hash = sha256.create();
  for (const part of parts) {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part;
    hash.update(new TextEncoder().encode(`${bytes.length}:`)).update(bytes);
  }
  return bytesToHex(hash.digest());
}

/** The key of scoring `input`. */
export function runKey(
  { spec, data, benchmark, earlier = [], seeds }: ScoreInput,
  { protocol, referenceCid, backend }: { protocol: LiftProtocol; referenceCid: string; backend: Backend }
): string {
  return checkpointKey([JSON.stringify([protocol, referenceCid, backend, seeds, spec]), data, benchmark, ...earlier]);
}
