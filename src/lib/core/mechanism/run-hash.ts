// Names a run by everything its result depends on: what was kept of any other run is of no use to it.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { MeasureTask, TaskEntry } from './measure-task.ts';
import type { OpenedEntries } from './opened-entries.ts';

/** sha256 over the parts, each after its length. */
export function runHash(parts: readonly (Uint8Array | string)[]): string {
  const utf8 = new TextEncoder();
  const hash = sha256.create();
  for (const part of parts) {
    const bytes = typeof part === 'string' ? utf8.encode(part) : part;
    hash.update(utf8.encode(`${bytes.length}:`)).update(bytes);
  }
  return bytesToHex(hash.digest());
}

/** The name of measuring `task` on a kind of machine. @param machine whatever else the result depends on, as JSON. */
export function taskHash(
  { spec, hidden, practice, entry, others, opened, seeds }: MeasureTask,
  machine: unknown
): string {
  const head = JSON.stringify([machine, seeds, spec, hidden === null, others === null]);
  return runHash([
    head,
    hidden ?? '',
    ...[entry, ...(others ?? [])].flatMap(partsOf),
    ...(opened ? openedParts(opened) : []),
    ...(practice ? ['practice', practice] : [])
  ]);
}

const partsOf = ({ index, miner, files }: TaskEntry): (Uint8Array | string)[] => [
  JSON.stringify([index, miner, files.map(({ path }) => path)]),
  ...files.map(({ bytes }) => bytes)
];

const openedParts = ({ entries, unread }: OpenedEntries): (Uint8Array | string)[] => [
  JSON.stringify(unread),
  ...entries.flatMap(({ request, submission, files }) => [
    JSON.stringify([request, submission, files.map(({ path }) => path)]),
    ...files.map(({ bytes }) => bytes)
  ])
];
